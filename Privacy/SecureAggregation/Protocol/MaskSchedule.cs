using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Kernels.Masking;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>Which pairwise masks a site adds, and which the region takes away again.</summary>
internal static class MaskSchedule
{
    /// <summary>A site's pairwise masks: one with every neighbour that dealt shares; the lower index adds.</summary>
    public static IReadOnlyList<PairwiseTerm> Of(int member, MemberSet sharers, MaskingGraph graph) =>
    [
        .. from peer in graph.Neighbours(member)
           where sharers.Contains(peer)
           select new PairwiseTerm(member, peer, member < peer ? MaskSign.Add : MaskSign.Subtract),
    ];

    /// <summary>What stays in the survivors' sum after their own pairs cancel, with the sign that removes it.</summary>
    public static IReadOnlyList<PairwiseTerm> Removal(MemberSet survivors, MemberSet sharers, MaskingGraph graph) =>
    [
        .. from dropout in sharers.Without(survivors)
           from term in Of(dropout, sharers, graph)
           where survivors.Contains(term.Peer)

           // The dropout's own sign is the opposite of the survivor's: the term it failed to bring completes the sum.
           select term,
    ];
}
