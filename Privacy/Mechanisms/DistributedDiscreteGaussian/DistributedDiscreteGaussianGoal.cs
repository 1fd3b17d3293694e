namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>What a run asks of distributed discrete normal noise.</summary>
public sealed record DistributedDiscreteGaussianGoal
{
    /// <summary>Of the whole run, above 0.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Of the whole run, above 0 and below 1.</summary>
    public required double Delta { get; init; }

    /// <summary>Rounds of the run, at least 1.</summary>
    public required long Rounds { get; init; }

    /// <summary>Most sites whose vectors may be in a sum, at least 1: the sum of all must not wrap around.</summary>
    public required int Sites { get; init; }

    /// <summary>Fewest honest sites with which a round counts, from 1 to <see cref="Sites"/>: only their noise is sure.</summary>
    public required int MinimumSurvivors { get; init; }

    /// <summary>Coordinates of a vector, padding included, at least 1.</summary>
    public required long Dimension { get; init; }

    /// <summary>L2 norm to which a site clips, in the vector's own unit, above 0.</summary>
    public required double Clip { get; init; }

    /// <summary>Bits of a coordinate of the sum, from 2 to 32.</summary>
    public required int Bits { get; init; }

    /// <summary>Probability with which a site takes part in a round, by an independent coin; 1 when all always do.</summary>
    public double SamplingRate { get; init; } = 1;

    /// <summary>Largest probability of drawing a rounding again, from 0 to below 1.</summary>
    public double Bias { get; init; } = RoundedNorm.UsualBias;

    /// <summary>How many standard deviations of a coordinate of the sum fit between zero and wrapping around.</summary>
    public double DeviationsBeforeWrap { get; init; } = 4;

    /// <summary>How far a rotated coordinate may exceed a normal one of the same norm, at least 1 for a dense rotation.</summary>
    public double Flatness { get; init; } = 1;
}
