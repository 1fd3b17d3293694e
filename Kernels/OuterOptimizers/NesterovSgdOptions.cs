namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>Hyperparameters of <see cref="NesterovSgd"/>; the defaults are DiLoCo's (Douillard et al., 2023).</summary>
public readonly record struct NesterovSgdOptions
{
    /// <summary>Learning rate 0.7, momentum 0.9.</summary>
    public NesterovSgdOptions()
    {
    }

    /// <summary>Outer learning rate, finite, 0 or more; 1 with momentum 0 is plain averaging.</summary>
    public float LearningRate { get; init; } = 0.7f;

    /// <summary>Momentum, in [0, 1).</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated on its property.</exception>
    internal void Validate()
    {
        if (LearningRate is not (>= 0 and < float.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(LearningRate), LearningRate, "The outer learning rate must be finite and not negative.");
        }

        if (Momentum is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Momentum), Momentum, "The momentum must lie in [0, 1).");
        }
    }
}
