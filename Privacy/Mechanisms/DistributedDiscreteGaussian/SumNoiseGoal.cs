using Tapestry.Kernels.Rounding;

namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>What a run asks of the noise in its masked sums; everything else follows.</summary>
public sealed record SumNoiseGoal
{
    /// <summary>Of the whole run, above 0.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Of the whole run, above 0 and below 1.</summary>
    public required double Delta { get; init; }

    /// <summary>Rounds whose sums are released, at least 1.</summary>
    public required long Rounds { get; init; }

    /// <summary>Most sites in a sum, at least 1.</summary>
    public required int Sites { get; init; }

    /// <summary>Fewest survivors with which a sum is unmasked, from 1 to <see cref="Sites"/>.</summary>
    public required int FewestSurvivors { get; init; }

    /// <summary>Survivors that may tell their noise to whoever sees the sum, from 0 to below <see cref="FewestSurvivors"/>.</summary>
    public required int Colluders { get; init; }

    /// <summary>Coordinates of the whole vector, at least 1.</summary>
    public required long Dimension { get; init; }

    /// <summary>L2 norm to which a site clips what it adds to the sum, its weight included, above 0.</summary>
    public required double Clip { get; init; }

    /// <summary>
    /// Coordinates over which the rotation spreads a vector, at least 1: an update that lies in one block must fit too. What does
    /// not fit costs utility, never privacy.
    /// </summary>
    public required int BlockLength { get; init; }

    /// <summary>Most bits a coordinate may have on the wire, 2 to 32.</summary>
    public int MaximumBits { get; init; } = 32;

    /// <summary>Largest share by which whole numbers may raise the error's variance above that of real numbers, above 0.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>The goal at a given width.</summary>
    internal DistributedDiscreteGaussianGoal At(int bits) => new()
    {
        Epsilon = Epsilon,
        Delta = Delta,
        Rounds = Rounds,
        Sites = Sites,
        MinimumSurvivors = FewestSurvivors - Colluders,
        Dimension = Dimension,
        Clip = Clip,
        Bits = bits,
        Bias = RoundingNormBound.DefaultBias,
        Flatness = Math.Max(1, (double)Dimension / BlockLength),
    };
}
