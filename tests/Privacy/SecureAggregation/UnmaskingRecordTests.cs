using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class UnmaskingRecordTests
{
    private readonly TestRound _round = TestRound.Begin(TestParameters.For(5));
    private readonly UnmaskingRecord _record;

    public UnmaskingRecordTests()
    {
        _round.PlayOut(member => member == 4 ? RegionPhase.CollectingInputs : RegionPhase.Abandoned);
        _record = _round.Region.Record();
    }

    [Fact]
    public void A_record_survives_its_bytes_and_gives_the_same_masks_away_from_the_region()
    {
        var read = UnmaskingRecord.Decode(_record.Encode());

        read.ThrowUnlessValid(_round.Verifier);
        Assert.Equal(_record.Encode(), read.Encode());
        Assert.Equal(_round.Region.Survivors, read.Survivors);
        Assert.Equal(4 + 4, read.OpenMasks().Count);
        Assert.Equal([0, 1, 2, 3, 4], read.RevealedSecrets.Keys.Order());
        Assert.Equal(_round.Region.InputDigests(2), read.InputDigests(2));
        _round.AssertExact();
    }

    [Fact]
    public void A_false_seed_or_key_is_caught()
    {
        AssertCaught(With(seeds: _record.Secrets.Seeds.ToDictionary(entry => entry.Key, _ => new byte[32])));
        AssertCaught(With(keys: _record.Secrets.Keys.ToDictionary(entry => entry.Key, _ => _record.Secrets.Seeds[0])));
    }

    [Fact]
    public void A_missing_seed_or_key_is_caught()
    {
        AssertCaught(With(seeds: _record.Secrets.Seeds.Skip(1).ToDictionary()));
        AssertCaught(With(keys: new Dictionary<int, byte[]>()));
    }

    [Theory]
    [InlineData(MessageKind.MaskedInput)]
    [InlineData(MessageKind.SurvivorSignature)]
    [InlineData(MessageKind.Advertisement)]
    public void A_left_out_message_is_caught(MessageKind kind)
    {
        var left = _record.Of(kind).First();
        AssertCaught(With(messages: [.. _record.Messages.Where(message => message != left)]));
    }

    [Fact]
    public void An_input_that_its_site_did_not_sign_is_caught()
    {
        var forged = Envelope.Open(Forgery.FromMember(
            _round.Parameters, MessageKind.MaskedInput, 0, Party.Region, _record.Of(MessageKind.MaskedInput).First().Body, signer: 1));
        AssertCaught(With(messages:
            [.. _record.Messages.Select(message => (message.Kind, message.Sender) == (forged.Kind, 0) ? forged : message)]));
    }

    [Fact]
    public void A_message_that_has_no_place_in_a_record_is_caught()
    {
        var foreign = Envelope.Open(_round.Sites[0].Sent[1]);
        Assert.Equal(MessageKind.EncryptedShares, foreign.Kind);
        AssertCaught(With(messages: [.. _record.Messages.Append(foreign).OrderBy(message => (message.Kind, message.Sender))]));
    }

    [Fact]
    public void Any_flipped_byte_is_refused()
    {
        var bytes = _record.Encode();
        for (var at = 0; at < bytes.Length; at += 17)
        {
            bytes[at] ^= 1;
            Assert.ThrowsAny<SecureAggregationException>(() => UnmaskingRecord.Decode(bytes));
            bytes[at] ^= 1;
        }
    }

    private UnmaskingRecord With(
        IReadOnlyList<Envelope>? messages = null,
        IReadOnlyDictionary<int, byte[]>? seeds = null,
        IReadOnlyDictionary<int, byte[]>? keys = null) => new(
            _record.Parameters,
            _record.Sharers,
            messages ?? _record.Messages,
            new RecoveredSecrets(seeds ?? _record.Secrets.Seeds, keys ?? _record.Secrets.Keys));

    private void AssertCaught(UnmaskingRecord record)
    {
        _record.ThrowUnlessValid(_round.Verifier);
        Assert.Throws<UnmaskingRecordException>(() => record.ThrowUnlessValid(_round.Verifier));
    }
}
