using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sharing;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

/// <summary>What a region refuses of hostile members, and how the round goes on; member 1 is the hostile one.</summary>
public sealed class RegionRefusalTests
{
    private const int Hostile = 1;

    private readonly TestRound _round = TestRound.Begin(TestParameters.For(5));

    [Fact]
    public void Bytes_of_no_message_or_an_unknown_version()
    {
        var message = _round.Sites[Hostile].Sent[0].ToArray();
        AssertRefused(RegionRefusalReason.Malformed, message[..^1]);
        message[4] = 2;
        AssertRefused(RegionRefusalReason.UnknownVersion, message);
    }

    [Fact]
    public void A_message_of_another_attempt() => AssertRefused(
        RegionRefusalReason.CrossBound, TestRound.Begin(TestParameters.For(5, attempt: 2)).Sites[Hostile].Sent[0]);

    [Fact]
    public void A_message_to_a_member_and_one_of_the_region()
    {
        var body = Body().Encode();
        AssertRefused(
            RegionRefusalReason.CrossBound,
            Forgery.FromMember(_round.Parameters, MessageKind.Advertisement, Hostile, 0, body));
        AssertRefused(
            RegionRefusalReason.CrossBound, Forgery.FromRegion(_round.Parameters, MessageKind.Advertisement, Party.Region, body));
    }

    [Fact]
    public void What_the_others_must_see_but_is_addressed_to_the_region_alone()
    {
        // Every site would refuse the list or request that holds it, and nobody would be named.
        AssertRefused(
            RegionRefusalReason.CrossBound,
            Forgery.FromMember(_round.Parameters, MessageKind.Advertisement, Hostile, Party.Region, Body().Encode()));
        _round.PlayUntil(RegionPhase.SigningSurvivors);
        var signature = Envelope.Open(_round.Answer(Hostile)).Body;
        AssertRefused(RegionRefusalReason.CrossBound, Send(MessageKind.SurvivorSignature, signature));
        Assert.True(_round.Region.Receive(Send(MessageKind.SurvivorSignature, signature, Party.Everyone), _round.Verifier));
    }

    [Fact]
    public void A_message_signed_by_somebody_else() => AssertRefused(
        RegionRefusalReason.BadSignature,
        Forgery.FromMember(_round.Parameters, MessageKind.Advertisement, 0, Party.Everyone, Body().Encode(), signer: Hostile));

    [Fact]
    public void A_second_other_advertisement()
    {
        _round.Region.Receive(_round.Sites[Hostile].Sent[0], _round.Verifier);
        Assert.False(_round.Region.Receive(_round.Sites[Hostile].Sent[0], _round.Verifier));
        AssertRefused(RegionRefusalReason.Conflicting, Advertise(Body() with { SeedCommitment = default }));
    }

    [Fact]
    public void Keys_that_stand_twice_or_lie_on_no_curve()
    {
        _round.Region.Receive(_round.Sites[0].Sent[0], _round.Verifier);
        var own = Body();
        var other = Advertisement.Decode(Envelope.Open(_round.Sites[0].Sent[0]).Body);
        var off = own.MaskingKey.ToArray();
        off[^1] ^= 1;
        AssertRefused(RegionRefusalReason.UnusableKey, Advertise(own with { SharingKey = own.MaskingKey }));
        AssertRefused(RegionRefusalReason.UnusableKey, Advertise(own with { MaskingKey = other.SharingKey }));
        AssertRefused(RegionRefusalReason.UnusableKey, Advertise(own with { MaskingKey = P256Point.FromBytes(off) }));
    }

    [Fact]
    public void What_comes_late_for_ever_and_what_comes_early()
    {
        var input = Forgery.FromMember(
            _round.Parameters, MessageKind.MaskedInput, Hostile, Party.Region, new MaskedInput(default, []).Encode());
        AssertRefused(RegionRefusalReason.OutOfOrder, input);
        _round.PlayUntil(RegionPhase.CollectingInputs);
        var late = _round.Answer(Hostile);
        _round.Play(member => member != Hostile);
        for (; _round.Region.Phase < RegionPhase.Unmasked; _round.Play(_ => true))
        {
            AssertRefused(RegionRefusalReason.Late, late);
        }

        AssertRefused(RegionRefusalReason.Late, late);
        Assert.DoesNotContain(Hostile, _round.Region.Survivors);
        _round.AssertExact();
    }

    [Fact]
    public void A_member_that_missed_an_earlier_step()
    {
        _round.Play(member => member != Hostile);
        AssertRefused(
            RegionRefusalReason.NotExpected,
            Forgery.FromMember(_round.Parameters, MessageKind.EncryptedShares, Hostile, Party.Region, []));
    }

    [Fact]
    public void Shares_for_others_than_the_graph_says()
    {
        _round.PlayUntil(RegionPhase.DealingShares);
        var dealt = EncryptedShares.Decode(Envelope.Open(_round.Answer(Hostile)).Body, 5);
        AssertRefused(RegionRefusalReason.WrongShares, Deal(dealt with { Entries = [.. dealt.Entries.Skip(1)] }));
        AssertRefused(RegionRefusalReason.DifferentView, Deal(dealt with { Transcript = default }));
    }

    [Fact]
    public void An_input_with_another_number_of_shards_or_another_view()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        var input = MaskedInput.Decode(Envelope.Open(_round.Answer(Hostile)).Body);
        AssertRefused(RegionRefusalReason.Malformed, Send(MessageKind.MaskedInput, (input with { Digests = [] }).Encode()));
        AssertRefused(RegionRefusalReason.DifferentView, Send(MessageKind.MaskedInput, (input with { View = default }).Encode()));
    }

    [Fact]
    public void A_signature_under_another_set()
    {
        _round.PlayUntil(RegionPhase.SigningSurvivors);
        AssertRefused(
            RegionRefusalReason.DifferentView,
            Send(MessageKind.SurvivorSignature, new SurvivorSignature(default).Encode(), Party.Everyone));
    }

    [Fact]
    public void A_false_share_is_refused_and_the_round_finishes_without_it()
    {
        _round.PlayUntil(RegionPhase.Unmasking);
        var shares = UnmaskShares.Decode(Envelope.Open(_round.Answer(Hostile)).Body, 5);
        AssertRefused(
            RegionRefusalReason.CommitmentBroken, Reveal(shares, share => share with { Value = new byte[32] }));
        AssertRefused(
            RegionRefusalReason.WrongShares, Reveal(shares, share => share with { Kind = SecretKind.MaskingKey }));

        _round.Play(member => member != Hostile);

        _round.AssertExact();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_dealer_whose_shares_make_up_no_secret_is_named(bool dropsOut)
    {
        _round.PlayUntil(RegionPhase.DealingShares);
        foreach (var member in _round.Region.Awaited.Where(member => member != Hostile))
        {
            _round.Exchange(member);
        }

        _round.Region.Receive(Deal(FalseShares()), _round.Verifier);
        _round.Play(member => member != Hostile || !dropsOut);
        _round.PlayUntil(RegionPhase.Unmasked);

        Assert.Equal(AbandonReason.DealerCheated, _round.Region.AbandonReason);
        Assert.Equal([Hostile], _round.Region.Blamed);
        Assert.Throws<InvalidOperationException>(() => _round.Region.Record());
    }

    [Theory]
    [InlineData(RegionPhase.Advertising, AbandonReason.TooFewAdvertisements)]
    [InlineData(RegionPhase.DealingShares, AbandonReason.TooFewSharers)]
    [InlineData(RegionPhase.CollectingInputs, AbandonReason.TooFewInputs)]
    [InlineData(RegionPhase.SigningSurvivors, AbandonReason.TooFewSignatures)]
    [InlineData(RegionPhase.Unmasking, AbandonReason.TooFewShares)]
    public void Below_the_threshold_the_round_is_abandoned_and_says_why(RegionPhase phase, AbandonReason reason)
    {
        _round.PlayUntil(phase);
        _round.Play(member => member < 3);

        Assert.Equal((RegionPhase.Abandoned, reason), (_round.Region.Phase, _round.Region.AbandonReason));
        Assert.All(Enumerable.Range(0, 5), member => Assert.Null(_round.Region.MessageFor(member)));
        AssertRefused(
            RegionRefusalReason.Late,
            Forgery.FromMember(_round.Parameters, MessageKind.UnmaskShares, 4, Party.Region, []));
    }

    [Fact]
    public void A_cancelled_handshake_is_over()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        _round.Region.Cancel();
        Assert.Equal(AbandonReason.Cancelled, _round.Region.AbandonReason);
    }

    private void AssertRefused(RegionRefusalReason reason, byte[] message)
    {
        var before = _round.Region.Save();
        var refusal = Assert.Throws<RegionRefusalException>(() => _round.Region.Receive(message, _round.Verifier));
        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(before, _round.Region.Save());
    }

    private Advertisement Body() => Advertisement.Decode(Envelope.Open(_round.Sites[Hostile].Sent[0]).Body);

    private byte[] Send(MessageKind kind, byte[] body, int receiver = Party.Region) =>
        Forgery.FromMember(_round.Parameters, kind, Hostile, receiver, body);

    private byte[] Advertise(Advertisement advertisement) =>
        Send(MessageKind.Advertisement, advertisement.Encode(), Party.Everyone);

    private byte[] Deal(EncryptedShares shares) => Send(MessageKind.EncryptedShares, shares.Encode());

    private byte[] Reveal(UnmaskShares shares, Func<RevealedShare, RevealedShare> change) => Send(
        MessageKind.UnmaskShares, (shares with { Shares = [change(shares.Shares[0]), .. shares.Shares.Skip(1)] }).Encode());

    /// <summary>Shares that are well encrypted and committed to, but of random values that lie on no common polynomial.</summary>
    private EncryptedShares FalseShares()
    {
        var dealt = EncryptedShares.Decode(Envelope.Open(_round.Answer(Hostile)).Body, 5);
        var context = new KeyContext(MessageBinding.Of(_round.Parameters), dealt.Transcript);
        var random = new SeededBytes(5);
        var ownKey = AgreementKey.Draw(new SeededBytes(4096 + Hostile));
        using var own = AgreementKey.Import(ownKey);
        return dealt with
        {
            Entries =
            [
                .. dealt.Entries.Select(entry =>
                {
                    var (seed, key) = (AgreementKey.Draw(random), AgreementKey.Draw(random));
                    var shares = HeldShares.Of(context, Hostile, entry.Peer, seed, key);
                    var peer = Advertisement.Decode(Envelope.Open(_round.Sites[entry.Peer].Sent[0]).Body).SharingKey;
                    var sealedBytes = ShareCipher.Encrypt(context, AgreementKey.Agree(own, peer), Hostile, entry.Peer, shares);
                    return new SealedShares(entry.Peer, shares.SeedCommitment, shares.KeyCommitment, sealedBytes);
                }),
            ],
        };
    }
}
