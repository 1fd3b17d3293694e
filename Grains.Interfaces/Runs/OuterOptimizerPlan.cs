namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>
/// The outer step over a run. The rate follows the local steps from their first to their last value: short local phases
/// leave the average of the sites' updates too small, long ones do not.
/// </summary>
public sealed record OuterOptimizerPlan
{
    /// <summary>What a merge does with the averaged outer gradient.</summary>
    public OuterOptimizerKind Kind { get; init; }

    /// <summary>Outer learning rate while rounds have the plan's first number of local steps; above 0.</summary>
    public required float FirstLearningRate { get; init; }

    /// <summary>Outer learning rate when they have the last; above 0.</summary>
    public required float LastLearningRate { get; init; }

    /// <summary>Momentum, from 0 to below 1: Nesterov's, or the decay of Adam's first moment.</summary>
    public float Momentum { get; init; }

    /// <summary>Decay of Adam's second moment, from 0 to below 1.</summary>
    public float SecondMomentDecay { get; init; } = 0.99f;

    /// <summary>Adam's threshold (tau), added to the root of the second moment; from 1e-12.</summary>
    public float Threshold { get; init; } = 0.1f;
}
