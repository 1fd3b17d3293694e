namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>
/// The outer step over a run. The rate follows the local steps from their first to their last value: short local phases
/// leave the average of the sites' updates too small, long ones do not.
/// </summary>
public sealed record OuterOptimizerPlan
{
    /// <summary>Outer learning rate while rounds have the plan's first number of local steps; above 0.</summary>
    public required float FirstLearningRate { get; init; }

    /// <summary>Outer learning rate when they have the last; above 0.</summary>
    public required float LastLearningRate { get; init; }

    /// <summary>Nesterov momentum, from 0 to below 1.</summary>
    public float Momentum { get; init; }
}
