using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>Bounds on the three ways in which a circulant graph with random labels can fail a cohort.</summary>
internal sealed class GraphRisks(int members, int threshold, int dropped, int corrupt)
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
    public ExactProbability Exposure(int degree, int shares)
    {
        var neighbours = new HypergeometricTail(members - 1, corrupt, degree);
        return Exposure(neighbours, shares);
    }

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

    /// <summary>Some member keeps too few neighbours to recover its secret.</summary>
    public ExactProbability Loss(int degree, int shares)
    {
        var neighbours = new HypergeometricTail(members - 1, dropped, degree);
        return new ExactProbability(neighbours.AtLeast(degree - shares + 1), neighbours.Total) * members;
    }

    private ExactProbability Exposure(HypergeometricTail neighbours, int shares) =>
        new ExactProbability(neighbours.AtLeast(shares), neighbours.Total) * ((long)members * SecureRoundParameters.MaxAttempts);
}
