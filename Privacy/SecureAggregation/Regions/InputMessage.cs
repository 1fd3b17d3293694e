using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>Reads what a site's committed input says, before a session takes it.</summary>
public static class InputMessage
{
    /// <summary>SHA-256 of each masked shard that the message commits to, in order; nothing about it is checked.</summary>
    /// <param name="message">Bytes as received.</param>
    /// <exception cref="RegionRefusalException">They are no committed input.</exception>
    public static IReadOnlyList<Hash256> Digests(byte[] message)
    {
        var envelope = RegionRefusalException.Translate(() => Envelope.Open(message));
        RegionRefusalException.ThrowUnless(
            envelope.Kind == MessageKind.MaskedInput, RegionRefusalReason.Malformed, $"a {envelope.Kind} commits to no input.");
        return RegionRefusalException.Translate(() => MaskedInput.Decode(envelope.Body)).Digests;
    }
}
