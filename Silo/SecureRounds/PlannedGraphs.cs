using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Graphs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>The protocol's own planner, for grains.</summary>
public sealed class PlannedGraphs : IMaskingGraphs
{
    /// <inheritdoc/>
    public MaskingGraphNotice Plan(int members, int quorum, int dropoutPerMille, int corruptionPerMille)
    {
        var threshold = Math.Max(GraphPlanner.ThresholdFor(members, dropoutPerMille), quorum);
        var graph = GraphPlanner.Plan(members, threshold, corruptionPerMille);
        return new MaskingGraphNotice
        {
            Members = members,
            Threshold = threshold,
            Neighbours = graph.Degree,
            ShareThreshold = graph.ShareThreshold,
            FailureBits = graph.FailureBits == GraphPlan.Certain ? null : graph.FailureBits,
        };
    }
}
