using System.Globalization;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>
/// Chooses the masking graph: complete up to 32 members, above that the least even degree k of the randomly labelled
/// circulant graph (Bell et al., 2020) that fails with probability at most 2^-40.
/// </summary>
/// <remarks>
/// c members collude, at most a third, chosen before the graph; the operator declares up to n - t others dropped, chosen after it. Two
/// failures are bounded by union over exact hypergeometric tails, once for every attempt of a round: some member has as
/// many colluding neighbours as shares recover a secret; or the honest survivors are not connected, which takes two
/// disjoint runs of k/2 members on the circle that all collude or dropped, so at least k - (n - t) colluding ones among
/// those k. A round is never lost for lack of shares: k - (n - t) neighbours stay, and the share threshold is at most
/// that. On a sparse graph every member that advertised keys must deal shares, so that all sites have one view of who
/// masks and n - t is all that the operator can take away. Bell et al. let dropouts happen at random; here the operator picks them, which costs a larger degree.
/// </remarks>
public static class GraphPlanner
{
    /// <summary>The bound: failure with probability at most 2^-40.</summary>
    public const int TargetBits = 40;

    /// <summary>Largest cohort that uses the complete graph.</summary>
    public const int MaxCompleteMembers = 32;

    // Each of the two failures gets half of the bound.
    private const int EventBits = TargetBits + 1;
    private const int PerMille = 1000;

    // Every encoding of a round's parameters plans again to compare; for hundreds of members that takes milliseconds.
    private static PlannedGraph? _last;

    /// <summary>The threshold that outlives a share of dropouts, but never below the least that an active operator allows.</summary>
    /// <param name="members">Members of the cohort, 2 to 1024.</param>
    /// <param name="dropoutPerMille">Dropouts to outlive, in thousandths of the members; above 333 nothing is gained.</param>
    public static int ThresholdFor(int members, int dropoutPerMille)
    {
        ThrowUnlessRate("dropoutPerMille", dropoutPerMille, PerMille);
        return Math.Max(SecureRoundParameters.LeastThreshold(members), members - (dropoutPerMille * members / PerMille));
    }

    /// <summary>Plans the graph; the same arguments give the same plan everywhere.</summary>
    /// <param name="members">Members of the cohort, 2 to 1024.</param>
    /// <param name="threshold">Fewest survivors, floor(2n/3) + 1 to n; the others may drop out, whoever they are.</param>
    /// <param name="corruptionPerMille">Members that may collude with the operator, in thousandths; at most 333.</param>
    /// <exception cref="RoundParametersException">A number is outside its range.</exception>
    public static GraphPlan Plan(int members, int threshold, int corruptionPerMille)
    {
        ThrowUnlessRate("graph.corruptionPerMille", corruptionPerMille, PerMille / 3);
        if (Volatile.Read(ref _last) is { } last
            && (last.Members, last.Threshold, last.CorruptionPerMille) == (members, threshold, corruptionPerMille))
        {
            return last.Plan;
        }

        var plan = PlanAnew(members, threshold, corruptionPerMille);
        Volatile.Write(ref _last, new PlannedGraph(members, threshold, corruptionPerMille, plan));
        return plan;
    }

    private static GraphPlan PlanAnew(int members, int threshold, int corruptionPerMille)
    {
        var complete = new GraphPlan
        {
            Degree = members - 1,
            ShareThreshold = threshold,
            CorruptionPerMille = corruptionPerMille,
            FailureBits = GraphPlan.Certain,
        };
        return members <= MaxCompleteMembers
            ? complete
            : Sparse(complete, members, new GraphRisks(members, threshold, Colluding(members, corruptionPerMille)));
    }

    /// <summary>The most members whose share of the cohort is no more than so many thousandths, cut off; at most a third.</summary>
    /// <remarks>333 thousandths stand for a third: 11 of 33 members, where the plain product would count 10.</remarks>
    internal static int Colluding(int members, int corruptionPerMille) =>
        Math.Min(members / 3, (((corruptionPerMille + 1) * members) - 1) / PerMille);

    private static GraphPlan Sparse(GraphPlan complete, int members, GraphRisks risks)
    {
        var dropouts = members - complete.ShareThreshold;
        for (var degree = 2; degree < complete.Degree; degree += 2)
        {
            var isolation = risks.Isolation(degree);
            if (!isolation.IsAtMost(EventBits))
            {
                continue;
            }

            var shares = risks.LeastShareThreshold(degree, EventBits);
            if (shares <= degree - dropouts)
            {
                var failure = isolation + risks.Exposure(degree, shares);
                return complete with
                {
                    Degree = degree,
                    ShareThreshold = shares,
                    FailureBits = failure.Bits(GraphPlan.Certain),
                };
            }
        }

        return complete;
    }

    private static void ThrowUnlessRate(string field, int value, int limit)
    {
        if (value < 0 || value > limit)
        {
            throw new RoundParametersException(field, value.ToString(CultureInfo.InvariantCulture), $"0 to {limit}");
        }
    }

    private sealed record PlannedGraph(int Members, int Threshold, int CorruptionPerMille, GraphPlan Plan);
}
