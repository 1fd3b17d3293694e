using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>Bounds on the two ways in which a circulant graph with random labels can fail a cohort.</summary>
internal sealed class GraphRisks(int members, int threshold, int corrupt)
{
    /// <summary>Honest survivors fall into two groups, so that two partial sums show instead of one.</summary>
    public ExactProbability Isolation(int degree)
    {
        var runs = new HypergeometricTail(members, corrupt, degree);
        var needed = degree - (members - threshold);
        var pairs = (long)members * (members - 1) / 2;
        return new ExactProbability(runs.AtLeast(needed), runs.Total) * (pairs * SecureRoundParameters.MaxAttempts);
    }

    /// <summary>Some member's colluding neighbours can recover its secrets alone.</summary>
    public ExactProbability Exposure(int degree, int shares) =>
        Exposure(new HypergeometricTail(members - 1, corrupt, degree), shares);

    /// <summary>The least threshold of shares that keeps <see cref="Exposure(int, int)"/> within the bound.</summary>
    public int LeastShareThreshold(int degree, int bits)
    {
        var neighbours = new HypergeometricTail(members - 1, corrupt, degree);
        var shares = 1;
        while (!Exposure(neighbours, shares).IsAtMost(bits))
        {
            shares++;
        }

        return shares;
    }

    private static long Chances(int members) => (long)members * SecureRoundParameters.MaxAttempts;

    private ExactProbability Exposure(HypergeometricTail neighbours, int shares) =>
        new ExactProbability(neighbours.AtLeast(shares), neighbours.Total) * Chances(members);
}
