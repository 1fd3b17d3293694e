using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>
/// What one site multiplies its whole update by: the clipping factor of the norm over all its shards, and the public
/// weight that policy gives it. The norm of the product is never above clipping norm times weight.
/// </summary>
public readonly record struct UpdateFactor
{
    // What one more rounding to fp32 can add, as in L2Clip.
    private const double RoundingMargin = 1.0 + (1.0 / (1 << 23));

    /// <summary>Clips and weighs.</summary>
    /// <param name="norm">L2 norm of the whole update, all shards, residual included; finite, 0 or more.</param>
    /// <param name="clipNorm">Largest norm allowed, finite, above 0.</param>
    /// <param name="weight">The site's weight, finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public UpdateFactor(double norm, double clipNorm, float weight = 1f)
        : this(L2Clip.Factor(norm, clipNorm), weight)
    {
    }

    private UpdateFactor(float clip, float weight)
    {
        if (weight is not (> 0 and < float.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight must be finite and above 0.");
        }

        Weight = weight;
        Value = weight == 1f ? clip : RoundDown((double)clip * weight / RoundingMargin);
        if (Value == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight), weight, "Clipping factor times weight is below the smallest fp32 number; leave the site out.");
        }
    }

    /// <summary>The update as it is.</summary>
    public static UpdateFactor One { get; } = new(1f, 1f);

    /// <summary>The weight within it, which the residual is free of.</summary>
    public float Weight { get; }

    /// <summary>The factor itself.</summary>
    public float Value { get; }

    /// <summary>Weighs without clipping.</summary>
    /// <param name="weight">The site's weight, finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside its range.</exception>
    public static UpdateFactor Unclipped(float weight) => new(1f, weight);

    private static float RoundDown(double value)
    {
        var rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }
}
