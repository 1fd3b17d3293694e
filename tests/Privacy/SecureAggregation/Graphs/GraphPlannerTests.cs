using System.Numerics;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.Tests.SecureAggregation.Graphs;

public sealed class GraphPlannerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(32)]
    public void Up_to_32_members_the_graph_is_complete(int members)
    {
        var plan = GraphPlanner.Plan(members, SecureRoundParameters.LeastThreshold(members), 333);

        Assert.Equal((members - 1, GraphPlan.Certain), (plan.Degree, plan.FailureBits));
        Assert.Equal(SecureRoundParameters.LeastThreshold(members), plan.ShareThreshold);
    }

    [Theory]
    [InlineData(33, 50, 14, 12)]
    [InlineData(33, 100, 16, 12)]
    [InlineData(33, 300, 22, 12)]
    [InlineData(64, 50, 26, 22)]
    [InlineData(64, 100, 28, 22)]
    [InlineData(64, 300, 42, 22)]
    [InlineData(128, 50, 42, 35)]
    [InlineData(128, 100, 52, 39)]
    [InlineData(128, 300, 82, 43)]
    [InlineData(256, 50, 64, 50)]
    [InlineData(256, 100, 86, 60)]
    [InlineData(256, 300, 160, 82)]
    [InlineData(1024, 50, 156, 101)]
    [InlineData(1024, 100, 246, 139)]
    [InlineData(1024, 300, 564, 252)]
    public void Above_the_degree_is_the_least_that_meets_the_bound(int members, int dropouts, int degree, int shares)
    {
        var threshold = GraphPlanner.ThresholdFor(members, dropouts);
        var plan = GraphPlanner.Plan(members, threshold, 333);
        var risks = new GraphRisks(members, threshold, members / 3);

        Assert.True(plan.Degree < members - 1 && plan.Degree % 2 == 0);
        Assert.True(plan.FailureBits >= GraphPlanner.TargetBits);
        Assert.True((risks.Isolation(plan.Degree) + risks.Exposure(plan.Degree, plan.ShareThreshold)).IsAtMost(40));

        // The operator may drop whom it likes: enough holders always stay.
        Assert.True(plan.ShareThreshold <= plan.Degree - (members - threshold));
        var smaller = plan.Degree - 2;
        Assert.True(!risks.Isolation(smaller).IsAtMost(41)
            || risks.LeastShareThreshold(smaller, 41) > smaller - (members - threshold));
        Assert.False(risks.Exposure(plan.Degree, plan.ShareThreshold - 1).IsAtMost(41));
        Assert.Equal((degree, shares), (plan.Degree, plan.ShareThreshold));
    }

    [Theory]
    [InlineData(33, 333, 11)]
    [InlineData(34, 333, 11)]
    [InlineData(64, 333, 21)]
    [InlineData(999, 333, 333)]
    [InlineData(1024, 333, 341)]
    [InlineData(40, 250, 10)]
    [InlineData(33, 0, 0)]
    public void A_third_of_the_members_is_counted_whole(int members, int perMille, int colluding) =>
        Assert.Equal(colluding, GraphPlanner.Colluding(members, perMille));

    [Fact]
    public void Two_views_never_find_a_quorum_together_nor_leave_a_site_without_honest_company()
    {
        for (var members = 2; members <= SecureRoundParameters.MaxMembers; members++)
        {
            // Two quorums of t share t + t - n members, more than the colluding third. In the complete graph the same
            // margin is what stays of a site's neighbours when the operator hides n - t dealers from it and drops n - t - 1.
            var margin = (2 * SecureRoundParameters.LeastThreshold(members)) - members - (members / 3);
            Assert.True(margin >= 1);
        }
    }

    [Theory]
    [InlineData(4, 3, 7)]
    [InlineData(6, 3, 7)]
    [InlineData(4, 2, 8)]
    public void The_isolation_bound_is_above_the_truth_for_every_operator(int degree, int corrupt, int threshold)
    {
        const int Members = 10;
        var graph = MaskingGraph.Circulant(Members, degree, Hash256.Of("any"u8));
        var neighbours = Enumerable.Range(0, Members)
            .Select(member => graph.Neighbours(member).Aggregate(0, (set, other) => set | (1 << other))).ToArray();
        var colluding = Subsets(Members).Where(set => BitOperations.PopCount((uint)set) == corrupt).ToList();

        // The best operator drops the set, of at most n - t, that splits the honest survivors.
        var isolated = colluding.Count(set => Subsets(Members).Any(drop =>
            BitOperations.PopCount((uint)drop) <= Members - threshold && !IsConnected(neighbours, 1023 & ~set & ~drop)));

        var bound = new GraphRisks(Members, threshold, corrupt).Isolation(degree);
        Assert.True(isolated * bound.Denominator * SecureRoundParameters.MaxAttempts <= colluding.Count * bound.Numerator);
        Assert.True(degree > 4 || isolated > 0);
    }

    [Fact]
    public void A_circulant_is_regular_symmetric_and_moves_with_its_seed()
    {
        var graph = MaskingGraph.Circulant(40, 12, Hash256.Of("a"u8));
        var other = MaskingGraph.Circulant(40, 12, Hash256.Of("b"u8));
        for (var member = 0; member < 40; member++)
        {
            var neighbours = graph.Neighbours(member);
            Assert.Equal(12, neighbours.Count);
            Assert.DoesNotContain(member, neighbours);
            Assert.All(neighbours, peer => Assert.Contains(member, graph.Neighbours(peer)));
        }

        Assert.NotEqual(graph.Neighbours(0), other.Neighbours(0));
        Assert.Equal(graph.Neighbours(7), MaskingGraph.Circulant(40, 12, Hash256.Of("a"u8)).Neighbours(7));
        Assert.Equal([6, 12, 14, 17, 18, 19, 24, 28, 30, 33, 35, 39], graph.Neighbours(0));
    }

    [Fact]
    public void Every_pair_is_equally_often_neighbours()
    {
        const int Seeds = 4000;
        var counts = new int[9];
        for (var seed = 0; seed < Seeds; seed++)
        {
            foreach (var peer in MaskingGraph.Circulant(9, 4, Hash256.Of(BitConverter.GetBytes(seed))).Neighbours(0))
            {
                counts[peer]++;
            }
        }

        // 4 of 8 neighbours: 2000 each, standard deviation 32.
        Assert.All(counts[1..], count => Assert.InRange(count, 1840, 2160));
    }

    [Fact]
    public void More_colluding_members_than_a_third_are_refused() => Assert.Throws<RoundParametersException>(
        () => GraphPlanner.Plan(64, 43, 334));

    private static IEnumerable<int> Subsets(int members) => Enumerable.Range(0, 1 << members);

    private static bool IsConnected(int[] neighbours, int members)
    {
        var reached = members & -members;
        for (var before = 0; before != reached;)
        {
            before = reached;
            for (var rest = before; rest != 0; rest &= rest - 1)
            {
                reached |= neighbours[BitOperations.TrailingZeroCount(rest)] & members;
            }
        }

        return reached == members;
    }
}
