using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Privacy.Tests.SecureAggregation.Support;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

/// <summary>Bytes that version 1 wrote. ECDSA signatures are random, so fixed bytes are read, checked and written again.</summary>
public sealed class WireGoldenTests
{
    public static TheoryData<MessageKind> Kinds => [.. Enum.GetValues<MessageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Messages_read_verify_and_write_again_to_the_same_bytes(MessageKind kind)
    {
        var bytes = Golden.Read($"secagg-message-v1-{kind}.hex");
        var message = Envelope.Open(bytes);
        Assert.Equal(kind, message.Kind);
        Assert.Equal(MessageBinding.Of(TestParameters.For(3)), message.Binding);
        var body = Rewrite(message);
        if (message.Sender == Party.Region)
        {
            Assert.Equal(bytes, Envelope.FromRegion(kind, message.Binding, message.Receiver, body));
        }
        else
        {
            using var verifier = new SignatureVerifier();
            Assert.True(message.IsSignedBy(Identities.Of(message.Sender).PublicKey, verifier));
            Assert.Equal(bytes, Envelope.FromSite(
                kind, message.Binding, message.Sender, message.Receiver, body, new Forgery.Replay(bytes[^64..])));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_is_cut_added_or_flipped_is_refused_or_no_longer_signed(MessageKind kind)
    {
        var bytes = Golden.Read($"secagg-message-v1-{kind}.hex");
        for (var length = 0; length < bytes.Length; length += 7)
        {
            Assert.Throws<WireFormatException>(() => Envelope.Open(bytes.AsSpan(0, length)));
        }

        Assert.Throws<WireFormatException>(() => Envelope.Open([.. bytes, 0]));
        using var verifier = new SignatureVerifier();
        for (var at = 0; at < bytes.Length; at += 11)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x10;
            Assert.True(!Reads(damaged, out var message) || message!.Sender == Party.Region
                || !message.IsSignedBy(Identities.Of(Math.Min(message.Sender, 3)).PublicKey, verifier));
        }
    }

    [Fact]
    public void Parameters_have_not_changed()
    {
        var bytes = Golden.Read("secagg-parameters-v1.hex");
        Assert.Equal(bytes, TestParameters.For(3).Encode());
        Assert.Equal(bytes, SecureRoundParameters.Decode(bytes).Encode());
        Assert.Throws<WireFormatException>(() => SecureRoundParameters.Decode([.. bytes, 0]));
        Assert.Throws<WireFormatException>(() => SecureRoundParameters.Decode(bytes.AsSpan(0, bytes.Length - 1)));
    }

    [Fact]
    public void States_and_records_read_and_write_again_to_the_same_bytes()
    {
        var site = Golden.Read("secagg-site-state-v1.hex");
        var environment = TestRound.Begin(TestParameters.For(3)).Sites[0].Environment;
        Assert.Equal(site, SiteSession.Restore(environment, site).Save());
        var region = Golden.Read("secagg-region-state-v1.hex");
        Assert.Equal(region, RegionSession.Restore(region).Save());
        var record = Golden.Read("secagg-unmasking-record-v1.hex");
        Assert.Equal(record, UnmaskingRecord.Decode(record).Encode());
        using var verifier = new SignatureVerifier();
        UnmaskingRecord.Decode(record).ThrowUnlessValid(verifier);
        Assert.Equal(record, RegionSession.Restore(region).Record().Encode());
    }

    [Fact]
    public void Unknown_versions_are_named()
    {
        foreach (var name in new[] { "parameters", "region-state", "unmasking-record", "message-v1-Advertisement" })
        {
            var bytes = Golden.Read($"secagg-{name}{(name.Contains("v1") ? "" : "-v1")}.hex");
            bytes[4] = 77;
            var error = Assert.Throws<WireVersionException>(() => { Read(name, bytes); });
            Assert.Equal(77, error.Version);
        }
    }

    [Fact]
    public void Persisted_numbers_have_not_changed()
    {
        Assert.Equal(Enumerable.Range(1, 11), Enum.GetValues<MessageKind>().Select(kind => (int)kind));
        Assert.Equal(
            "Advertised NonceRevealed SharesDealt Masking InputCommitted SurvivorsSigned Unmasked Abandoned",
            string.Join(' ', Enum.GetNames<SitePhase>()));
        Assert.Equal(
            "Advertising RevealingNonces DealingShares CollectingInputs SigningSurvivors Unmasking Unmasked Abandoned",
            string.Join(' ', Enum.GetNames<RegionPhase>()));
        Assert.Equal(Enumerable.Range(1, 25), Enum.GetValues<SiteRefusalReason>().Select(reason => (int)reason));
        Assert.Equal(Enumerable.Range(1, 12), Enum.GetValues<RegionRefusalReason>().Select(reason => (int)reason));
        Assert.Equal(
            "None TooFewAdvertisements NonceWithheld TooFewSharers TooFewInputs TooFewSignatures TooFewShares DealerCheated Cancelled SharesWithheld",
            string.Join(' ', Enum.GetNames<AbandonReason>()));
    }

    private static void Read(string name, byte[] bytes)
    {
        switch (name)
        {
            case "parameters":
                SecureRoundParameters.Decode(bytes);
                break;
            case "region-state":
                RegionSession.Restore(bytes);
                break;
            case "unmasking-record":
                UnmaskingRecord.Decode(bytes);
                break;
            default:
                Envelope.Open(bytes);
                break;
        }
    }

    private static bool Reads(byte[] bytes, out Envelope? message)
    {
        try
        {
            message = Envelope.Open(bytes);
            return true;
        }
        catch (SecureAggregationException)
        {
            message = null;
            return false;
        }
    }

    private static byte[] Rewrite(Envelope message) => message.Kind switch
    {
        MessageKind.Advertisement => Advertisement.Decode(message.Body).Encode(),
        MessageKind.NonceReveal => NonceReveal.Decode(message.Body).Encode(),
        MessageKind.EncryptedShares => EncryptedShares.Decode(message.Body, 3).Encode(),
        MessageKind.ShareDelivery => ShareDelivery.Decode(message.Body, 3).Encode(),
        MessageKind.MaskedInput => MaskedInput.Decode(message.Body).Encode(),
        MessageKind.SurvivorProposal => SurvivorProposal.Decode(message.Body, 3).Encode(),
        MessageKind.SurvivorSignature => SurvivorSignature.Decode(message.Body).Encode(),
        MessageKind.UnmaskRequest => UnmaskRequest.Decode(message.Body, 3).Encode(),
        MessageKind.UnmaskShares => UnmaskShares.Decode(message.Body, 3).Encode(),
        _ => MessageList.Encode([.. MessageList.Decode(message.Body).Select(entry => entry.Bytes)]),
    };
}
