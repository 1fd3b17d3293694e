using Tapestry.Kernels.Rounding;

namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>Everything that sites need to add the noise, and what it does to the sum.</summary>
public sealed record SumNoisePlan
{
    /// <summary>What was asked.</summary>
    public required SumNoiseGoal Goal { get; init; }

    /// <summary>Bits of a coordinate on the wire: the fewest with which the goal's tolerance is kept.</summary>
    public required int Bits { get; init; }

    /// <summary>What the integer 1 stands for, in the vector's own unit.</summary>
    public required float Granularity { get; init; }

    /// <summary>What one round releases; its numbers are in steps of the granularity.</summary>
    public required DistributedDiscreteGaussianMechanism Mechanism { get; init; }

    /// <summary>Epsilon of the whole run, at most the one asked for.</summary>
    public required double Epsilon { get; init; }

    /// <summary>The norm that a site's rounded vector keeps.</summary>
    public RoundingNormBound Bound => new(Goal.Clip / Granularity, Goal.Dimension);

    /// <summary>
    /// Variance of a decoded coordinate's error in the sum: noise and rounding of every survivor, in the vector's own unit squared.
    /// Coordinates that wrap around, one in 15,000 at most, are not in it.
    /// </summary>
    /// <param name="survivors">Sites in the sum.</param>
    public double ErrorVariance(int survivors)
    {
        var steps = (Mechanism.LocalDeviation * Mechanism.LocalDeviation) + RoundingVariance.OfNormal(TypicalCoordinate);
        return survivors * steps * Granularity * Granularity;
    }

    /// <summary>Expected L2 norm of the error of the whole decoded sum, in the vector's own unit.</summary>
    /// <param name="survivors">Sites in the sum.</param>
    public double ErrorNorm(int survivors) => Math.Sqrt(Goal.Dimension * ErrorVariance(survivors));

    private double TypicalCoordinate => Goal.Clip / Granularity / Math.Sqrt(Goal.Dimension);
}
