namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>
/// Hyperparameters of <see cref="OuterAdam"/> and <see cref="OuterYogi"/>; betas and tau are those of FedOpt's experiments
/// (Reddi et al., 2021), the learning rate is to be tuned.
/// </summary>
public readonly record struct AdaptiveOptions
{
    /// <summary>Learning rate 0.01, betas 0.9 and 0.99, tau 0.001.</summary>
    public AdaptiveOptions()
    {
    }

    /// <summary>Outer learning rate, finite, 0 or more.</summary>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>Decay rate of the first moment, in [0, 1).</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay rate of the second moment, in [0, 1).</summary>
    public float Beta2 { get; init; } = 0.99f;

    /// <summary>tau, added to the root of the second moment (Adam's epsilon): from 1e-12 to below infinity.</summary>
    public float Tau { get; init; } = 1e-3f;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated on its property.</exception>
    internal void Validate()
    {
        OptionRanges.ThrowUnless(LearningRate is >= 0 and < float.PositiveInfinity, LearningRate, nameof(LearningRate), "[0, inf)");
        OptionRanges.ThrowUnless(Beta1 is >= 0 and < 1, Beta1, nameof(Beta1), "[0, 1)");
        OptionRanges.ThrowUnless(Beta2 is >= 0 and < 1, Beta2, nameof(Beta2), "[0, 1)");
        OptionRanges.ThrowUnless(Tau is >= 1e-12f and < float.PositiveInfinity, Tau, nameof(Tau), "[1e-12, inf)");
    }
}
