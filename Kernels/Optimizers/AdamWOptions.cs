namespace Tapestry.Kernels.Optimizers;

/// <summary>Hyperparameters of <see cref="AdamW"/> (Loshchilov and Hutter, 2019, algorithm 2).</summary>
public readonly record struct AdamWOptions
{
    /// <summary>Betas 0.9 and 0.95, epsilon 1e-8, no relative epsilon, no weight decay.</summary>
    public AdamWOptions()
    {
    }

    /// <summary>Decay rate of the first moment, in [0, 1).</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay rate of the second moment, in [0, 1).</summary>
    public float Beta2 { get; init; } = 0.95f;

    /// <summary>Added to the root of the corrected second moment; above 0.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Added to <see cref="Epsilon"/> in units of the root mean square, over the vector given, of the root of the corrected
    /// second moment; 0 or more. It quiets coordinates whose gradients are small beside their tensor's.
    /// </summary>
    public float RelativeEpsilon { get; init; }

    /// <summary>Decoupled weight decay, multiplied by the learning rate each step; 0 or more.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated on its property.</exception>
    public void Validate()
    {
        // Written as "not inside" so that NaN fails too.
        ThrowUnless(Beta1 is >= 0 and < 1, Beta1, nameof(Beta1), "[0, 1)");
        ThrowUnless(Beta2 is >= 0 and < 1, Beta2, nameof(Beta2), "[0, 1)");
        ThrowUnless(Epsilon is > 0 and < float.PositiveInfinity, Epsilon, nameof(Epsilon), "(0, inf)");
        ThrowUnless(
            RelativeEpsilon is >= 0 and < float.PositiveInfinity, RelativeEpsilon, nameof(RelativeEpsilon), "[0, inf)");
        ThrowUnless(WeightDecay is >= 0 and < float.PositiveInfinity, WeightDecay, nameof(WeightDecay), "[0, inf)");
    }

    private static void ThrowUnless(bool inside, float value, string name, string range)
    {
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {range}.");
        }
    }
}
