using System.Globalization;
using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>
/// Chooses the masking graph: complete up to 32 members, above that the least even degree k of the randomly labelled
/// circulant graph (Bell et al., 2020) that meets a failure probability of 2^-40.
/// </summary>
/// <remarks>
/// c members collude, the operator may declare up to n - t others dropped after it has seen the graph, and d drop at
/// random. Three failures are bounded by union over exact hypergeometric tails: some member has as many colluding
/// neighbours as shares recover a secret; the honest survivors are not connected, which takes two disjoint runs of k/2
/// members on the circle that all collude or dropped, so at least k - (n - t) colluding ones among those k; some member
/// keeps fewer neighbours than shares recover a secret. The first two count once for every attempt of a round. Bell et
/// al. let dropouts happen at random; here the operator picks them, which costs a larger degree.
/// </remarks>
public static class GraphPlanner
{
    /// <summary>The bound: failure with probability at most 2^-40.</summary>
    public const int TargetBits = 40;

    /// <summary>Largest cohort that uses the complete graph.</summary>
    public const int MaxCompleteMembers = 32;

    // Each of the three events gets a quarter of the bound.
    private const int EventBits = TargetBits + 2;
    private const int PerMille = 1000;

    /// <summary>Plans the graph; the same arguments give the same plan everywhere.</summary>
    /// <param name="members">Members of the cohort, 2 to 1024.</param>
    /// <param name="threshold">Fewest survivors, floor(2n/3) + 1 to n.</param>
    /// <param name="dropoutPerMille">Random dropouts that the round must outlive, in thousandths of the members.</param>
    /// <param name="corruptionPerMille">Members that may collude with the operator, in thousandths; at most 333.</param>
    /// <exception cref="RoundParametersException">No honest majority of the kind that the threshold needs.</exception>
    public static GraphPlan Plan(int members, int threshold, int dropoutPerMille, int corruptionPerMille)
    {
        ThrowUnlessRate("graph.dropoutPerMille", dropoutPerMille, PerMille - 1);
        ThrowUnlessRate("graph.corruptionPerMille", corruptionPerMille, PerMille / 3);
        var plan = new GraphPlan
        {
            Degree = members - 1,
            ShareThreshold = threshold,
            DropoutPerMille = dropoutPerMille,
            CorruptionPerMille = corruptionPerMille,
            FailureBits = GraphPlan.Certain,
        };
        return members <= MaxCompleteMembers
            ? plan
            : Sparse(plan, new GraphRisks(
                members, threshold, dropoutPerMille * members / PerMille, corruptionPerMille * members / PerMille));
    }

    private static GraphPlan Sparse(GraphPlan complete, GraphRisks risks)
    {
        for (var degree = 2; degree < complete.Degree; degree += 2)
        {
            if (risks.Isolation(degree) is var isolation && !isolation.IsAtMost(EventBits))
            {
                continue;
            }

            var shares = risks.LeastShareThreshold(degree, EventBits);
            var loss = risks.Loss(degree, shares);
            if (loss.IsAtMost(EventBits))
            {
                var failure = isolation + risks.Exposure(degree, shares) + loss;
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
}
