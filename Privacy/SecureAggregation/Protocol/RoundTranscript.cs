using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>Hashes over what everybody must have seen alike.</summary>
internal static class RoundTranscript
{
    /// <summary>All advertisements, with their senders, without the signatures, which are not unique.</summary>
    public static Hash256 Advertisements(MessageBinding binding, IReadOnlyDictionary<int, Advertisement> advertisements)
    {
        var writer = Start(binding, "advertisements").UInt16(advertisements.Count);
        foreach (var (member, advertisement) in advertisements.OrderBy(entry => entry.Key))
        {
            writer.UInt16(member).Bytes(advertisement.Encode());
        }

        return Hash256.Of(writer.ToArray());
    }

    /// <summary>Seed of the graph: the advertisements and everybody's nonces.</summary>
    public static Hash256 GraphSeed(MessageBinding binding, Hash256 advertisements, IReadOnlyDictionary<int, byte[]> nonces)
    {
        var writer = Start(binding, "graph seed").Hash(advertisements).UInt16(nonces.Count);
        foreach (var (member, nonce) in nonces.OrderBy(entry => entry.Key))
        {
            writer.UInt16(member).Bytes(nonce);
        }

        return Hash256.Of(writer.ToArray());
    }

    /// <summary>The transcript and who dealt shares.</summary>
    public static Hash256 View(MessageBinding binding, Hash256 transcript, MemberSet sharers) =>
        Hash256.Of(Start(binding, "view").Hash(transcript).Members(sharers).ToArray());

    /// <summary>What survivors sign: all of the above and the survivors.</summary>
    public static Hash256 Agreement(MessageBinding binding, Hash256 view, MemberSet survivors) =>
        Hash256.Of(Start(binding, "agreement").Hash(view).Members(survivors).ToArray());

    private static WireWriter Start(MessageBinding binding, string what) =>
        binding.WriteTo(new WireWriter().Text($"tapestry secure aggregation 1: {what}"));
}
