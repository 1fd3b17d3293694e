using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Silo.SecureRounds;

namespace Tapestry.Silo.Tests.SecureRounds;

public sealed class PlannedGraphsTests
{
    [Fact]
    public void A_small_cohort_masks_with_everybody_and_leaves_nothing_to_chance()
    {
        var shown = new PlannedGraphs().Plan(members: 4, quorum: 2, dropoutPerMille: 250, corruptionPerMille: 333);

        Assert.Equal((4, 3, 3, 3, null), (shown.Members, shown.Threshold, shown.Neighbours, shown.ShareThreshold, shown.FailureBits));
    }

    [Fact]
    public void A_large_cohort_has_a_sparse_graph_that_meets_the_bound()
    {
        var shown = new PlannedGraphs().Plan(members: 128, quorum: 2, dropoutPerMille: 100, corruptionPerMille: 333);

        Assert.InRange(shown.Neighbours, 2, 126);
        Assert.InRange(shown.FailureBits!.Value, GraphPlanner.TargetBits, GraphPlan.Certain - 1);
    }

    [Fact]
    public void A_quorum_above_the_protocols_threshold_counts() =>
        Assert.Equal(60, new PlannedGraphs().Plan(members: 64, quorum: 60, dropoutPerMille: 300, corruptionPerMille: 100).Threshold);
}
