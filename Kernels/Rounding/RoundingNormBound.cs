namespace Tapestry.Kernels.Rounding;

/// <summary>
/// How long a stochastically rounded vector may be (Kairouz, Liu and Steinke, 2021, proposition 26): what differential
/// privacy is calibrated to. Rounding is drawn again until the vector is within it.
/// </summary>
public readonly record struct RoundingNormBound
{
    /// <summary>The usual bias, exp(-1/2).</summary>
    public const double DefaultBias = 0.6065306597126334;

    /// <summary>Computes the bound.</summary>
    /// <param name="clip">Norm of the vector before rounding in steps: clipping norm times scale, finite, 0 or more.</param>
    /// <param name="dimension">Coordinates of the whole vector, 1 or more.</param>
    /// <param name="bias">Beta: at most this share of drawings is refused; 0 (none is) to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RoundingNormBound(double clip, long dimension, double bias = DefaultBias)
    {
        if (clip is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(clip), clip, "A norm in steps must be finite and not negative.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (bias is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(bias), bias, "A bias is at least 0 and below 1.");
        }

        var root = Math.Sqrt(dimension);
        var likely = Math.Sqrt(
            (clip * clip) + (dimension / 4.0) + (Math.Sqrt(2 * Math.Log(1 / bias)) * (clip + (root / 2))));
        L2 = Math.Min(clip + root, likely);
        L1 = L2 * Math.Min(root, L2);
    }

    /// <summary>Bound of the L2 norm, in steps.</summary>
    public double L2 { get; }

    /// <summary>Bound of the L1 norm, in steps, which any integer vector within <see cref="L2"/> keeps.</summary>
    public double L1 { get; }

    /// <summary>The largest sum of squares of integers within <see cref="L2"/>.</summary>
    public UInt128 MaxSumOfSquares => (UInt128)Math.Floor(L2 * L2);
}
