using System.Numerics;

namespace Tapestry.Kernels.Noise.Tables;

/// <summary>
/// A variance too large for one table is split as <c>variance = FineVariance * step^2 + CoarseVariance * step^2</c>: a fine
/// part that covers the gaps of <c>step</c> times a coarse part (Micciancio and Walter, 2017, section 3).
/// </summary>
internal readonly record struct VarianceSplit(BigInteger Step, FixedPoint Fine, FixedPoint Coarse)
{
    /// <summary>A table holds variances up to it: 10.5 standard deviations each side make 4,087 of 4,096 entries.</summary>
    public static FixedPoint LargestOfTable { get; } = FixedPoint.FromInteger(194 * 194);

    /// <summary>
    /// Variance of the fine part in steps. With a coarse part at least 90 steps wide, the sum differs from its law by a
    /// factor of at most 1 +- 2 exp(-2 pi^2 3.248), that is 1 +- 2^-91.
    /// </summary>
    public static FixedPoint FineVariance { get; } = FixedPoint.FromInteger(13) / 4;

    /// <summary>Splits with the smallest step that leaves a coarse part for one table.</summary>
    public static VarianceSplit Of(FixedPoint variance)
    {
        var most = LargestOfTable + FineVariance;
        var step = Root(variance.Raw / most.Raw);
        while (most * (step * step) < variance)
        {
            step++;
        }

        return new VarianceSplit(step, FineVariance * (step * step), (variance / (step * step)) - FineVariance);
    }

    /// <summary>Integer part of the square root, by Newton's iteration from above.</summary>
    private static BigInteger Root(BigInteger value)
    {
        var root = BigInteger.One << (int)((value.GetBitLength() / 2) + 1);
        while (root * root > value)
        {
            root = (root + (value / root)) / 2;
        }

        return root;
    }
}
