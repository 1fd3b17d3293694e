namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>Hyperparameters of <see cref="OuterAdagrad"/>; tau is that of FedOpt's experiments (Reddi et al., 2021).</summary>
public readonly record struct OuterAdagradOptions
{
    /// <summary>Learning rate 0.1, tau 0.001.</summary>
    public OuterAdagradOptions()
    {
    }

    /// <summary>Outer learning rate, finite, 0 or more; to be tuned.</summary>
    public float LearningRate { get; init; } = 0.1f;

    /// <summary>tau, added to the root of the sum of squares: from 1e-12 to below infinity.</summary>
    public float Tau { get; init; } = 1e-3f;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated on its property.</exception>
    internal void Validate()
    {
        OptionRanges.ThrowUnless(LearningRate is >= 0 and < float.PositiveInfinity, LearningRate, nameof(LearningRate), "[0, inf)");
        OptionRanges.ThrowUnless(Tau is >= 1e-12f and < float.PositiveInfinity, Tau, nameof(Tau), "[1e-12, inf)");
    }
}
