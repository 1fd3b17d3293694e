using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>What key derivation binds a key to, besides its purpose and its ends.</summary>
/// <param name="Binding">The handshake.</param>
/// <param name="Transcript">What everybody advertised, and the graph.</param>
internal sealed record KeyContext(MessageBinding Binding, Hash256 Transcript)
{
    private const long NoShard = uint.MaxValue;

    /// <summary>HKDF info and associated data.</summary>
    public WireWriter Info(string purpose, int sender, int receiver, long shard = NoShard) =>
        Binding.WriteTo(new WireWriter().Text($"tapestry secure aggregation 1: {purpose}"))
            .Hash(Transcript)
            .UInt16(sender)
            .UInt16(receiver)
            .UInt32(shard);
}
