namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>The outer step of one round.</summary>
public sealed record OuterOptimizerSettings
{
    /// <summary>What the merge does with the averaged outer gradient.</summary>
    public OuterOptimizerKind Kind { get; init; }

    /// <summary>Outer learning rate; above 0. For Adam a share of <see cref="InnerLearningRates"/>.</summary>
    public required float LearningRate { get; init; }

    /// <summary>Momentum, from 0 to below 1: Nesterov's, or the decay of Adam's first moment.</summary>
    public float Momentum { get; init; }

    /// <summary>Decay of Adam's second moment, from 0 to below 1.</summary>
    public float SecondMomentDecay { get; init; }

    /// <summary>Adam's threshold (tau), in units of <see cref="InnerLearningRates"/>; from 1e-12.</summary>
    public float Threshold { get; init; }

    /// <summary>Sum of the inner learning rates of the round's local steps; above 0.</summary>
    public float InnerLearningRates { get; init; }

    /// <summary>Number of this outer step in its run, from 1; Adam's bias correction depends on it.</summary>
    public long Step { get; init; }
}
