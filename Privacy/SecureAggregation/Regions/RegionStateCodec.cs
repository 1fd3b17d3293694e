using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>Bytes of a <see cref="RegionState"/>, version 1, closed by their SHA-256.</summary>
internal static class RegionStateCodec
{
    public const int Version = 1;

    private const string Magic = "TSAR";
    private const int MaxBlockBytes = 32 << 20;

    public static byte[] Encode(RegionState state)
    {
        var writer = FormatHeader.Write(Magic, Version)
            .Block(state.Parameters.Encode())
            .Byte((byte)state.Phase)
            .Byte((byte)state.AbandonReason)
            .Members(state.Blamed)
            .Members(state.Advertised)
            .Members(state.Sharers)
            .Members(state.Survivors)
            .Hash(state.AdvertisementHash)
            .Hash(state.Transcript);
        var messages = Enum.GetValues<MessageKind>().SelectMany(kind => state.Arrived(kind).Values).ToList();
        writer.UInt32(messages.Count);
        foreach (var message in messages)
        {
            writer.Block(message.Bytes);
        }

        var bytes = writer.ToArray();
        return [.. bytes, .. Hash256.Of(bytes).ToArray()];
    }

    /// <exception cref="WireFormatException">The bytes are damaged or something else.</exception>
    /// <exception cref="WireVersionException">The version is another.</exception>
    public static RegionState Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        FormatHeader.Read(ref reader, Magic, Version, "State of a secure round in a region");
        FormatHeader.ThrowUnlessSealed(bytes);
        var parameters = SecureRoundParameters.Decode(reader.Block("parameters", MaxBlockBytes));
        var members = parameters.Members.Count;
        var state = new RegionState(parameters)
        {
            Phase = reader.Enumerated<RegionPhase>("phase"),
            AbandonReason = reader.Enumerated<AbandonReason>("abandon reason"),
            Blamed = reader.Members("blamed", members),
            Advertised = reader.Members("advertised", members),
            Sharers = reader.Members("sharers", members),
            Survivors = reader.Members("survivors", members),
            AdvertisementHash = reader.Hash("advertisement hash"),
            Transcript = reader.Hash("transcript"),
        };
        for (var left = reader.UInt32("messages"); left > 0; left--)
        {
            var message = Envelope.Open(reader.Block("message", MaxBlockBytes));
            state.Arrived(message.Kind).Add(message.Sender, message);
        }

        reader.Bytes(Hash256.ByteCount, "digest");
        reader.End("region state");
        return state;
    }
}
