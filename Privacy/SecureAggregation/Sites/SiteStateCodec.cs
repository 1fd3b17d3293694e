using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Sharing;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>Bytes of a <see cref="SiteState"/>, version 1, closed by their SHA-256.</summary>
internal static class SiteStateCodec
{
    public const int Version = 1;

    private const string Magic = "TSAS";
    private const int MaxBlockBytes = 32 << 20;

    public static byte[] Encode(SiteState state)
    {
        var writer = FormatHeader.Write(Magic, Version)
            .Block(state.Parameters.Encode())
            .UInt16(state.Self)
            .Byte((byte)state.Phase)
            .Byte(state.Contributed ? (byte)1 : (byte)0)
            .Block(state.SharingKey)
            .Block(state.MaskingKey)
            .Block(state.SelfSeed)
            .Block(state.GraphNonce)
            .Block(state.OwnAdvertisement.Encode())
            .UInt16(state.Advertisements.Count);
        foreach (var (member, advertisement) in state.Advertisements.OrderBy(entry => entry.Key))
        {
            writer.UInt16(member).Block(advertisement.Encode());
        }

        writer.Hash(state.Transcript).Members(state.Sharers).Members(state.Survivors).UInt16(state.Held.Count);
        foreach (var shares in state.Held)
        {
            writer.UInt16(shares.Owner).Bytes(shares.SeedShare).Bytes(shares.KeyShare);
        }

        var bytes = writer.Block(state.Outbox).ToArray();
        return [.. bytes, .. Hash256.Of(bytes).ToArray()];
    }

    /// <exception cref="WireFormatException">The bytes are damaged or something else.</exception>
    /// <exception cref="WireVersionException">The version is another.</exception>
    public static SiteState Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        FormatHeader.Read(ref reader, Magic, Version, "State of a secure round at a site");
        FormatHeader.ThrowUnlessSealed(bytes);
        var parameters = SecureRoundParameters.Decode(reader.Block("parameters", MaxBlockBytes));
        var members = parameters.Members.Count;
        var state = new SiteState
        {
            Parameters = parameters,
            Binding = MessageBinding.Of(parameters),
            Self = reader.UInt16("self"),
            Phase = reader.Enumerated<SitePhase>("phase"),
            Contributed = reader.Byte("contributed") != 0,
            SharingKey = Secret(ref reader, "sharing key"),
            MaskingKey = Secret(ref reader, "masking key"),
            SelfSeed = Secret(ref reader, "self seed"),
            GraphNonce = Secret(ref reader, "graph nonce"),
            OwnAdvertisement = Advertisement.Decode(reader.Block("own advertisement", MaxBlockBytes)),
            Advertisements = ReadAdvertisements(ref reader, members),
            Transcript = reader.Hash("transcript"),
            Sharers = reader.Members("sharers", members),
            Survivors = reader.Members("survivors", members),
        };
        state = state with { Held = ReadHeld(ref reader, state), Outbox = Optional(reader.Block("outbox", MaxBlockBytes)) };
        reader.Bytes(Hash256.ByteCount, "digest");
        reader.End("site state");
        return state;
    }

    private static byte[]? Secret(ref WireReader reader, string field) =>
        Optional(reader.Block(field, SecretSharing.SecretBytes));

    private static byte[]? Optional(byte[] block) => block.Length == 0 ? null : block;

    private static Dictionary<int, Advertisement> ReadAdvertisements(ref WireReader reader, int members)
    {
        var advertisements = new Dictionary<int, Advertisement>();
        for (var left = reader.Count("advertisements", members); left > 0; left--)
        {
            var member = reader.UInt16("member");
            advertisements.Add(member, Advertisement.Decode(reader.Block("advertisement", MaxBlockBytes)));
        }

        return advertisements;
    }

    private static HeldShares[] ReadHeld(ref WireReader reader, SiteState state)
    {
        var held = new HeldShares[reader.Count("held shares", state.Parameters.Members.Count)];
        for (var i = 0; i < held.Length; i++)
        {
            held[i] = HeldShares.Of(
                state.Context,
                reader.UInt16("owner"),
                state.Self,
                reader.Bytes(SecretSharing.SecretBytes, "seed share").ToArray(),
                reader.Bytes(SecretSharing.SecretBytes, "key share").ToArray());
        }

        return held;
    }
}
