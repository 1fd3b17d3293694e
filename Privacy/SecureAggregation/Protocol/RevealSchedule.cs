using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>Which share a holder reveals for whom.</summary>
internal static class RevealSchedule
{
    /// <summary>Owners whose shares a member holds: itself and its neighbours, as far as they dealt shares.</summary>
    public static MemberSet Owners(int holder, MemberSet sharers, MaskingGraph graph) =>
        new(graph.Neighbours(holder).Append(holder).Where(sharers.Contains));

    /// <summary>For every owner exactly one: the seed's share of a survivor, the key's share of a dropout.</summary>
    public static IReadOnlyList<(int Owner, SecretKind Kind)> Of(
        int holder, MemberSet survivors, MemberSet sharers, MaskingGraph graph) =>
    [
        .. from owner in Owners(holder, sharers, graph)
           select (owner, survivors.Contains(owner) ? SecretKind.SelfMaskSeed : SecretKind.MaskingKey),
    ];
}
