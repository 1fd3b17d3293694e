using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary>
/// Error feedback: what an encoding lost is carried to the next round. With decay beta it is SparseLoCo's
/// <c>e = beta e + delta; send Q(e); e = e - sent</c>: <c>Accumulate</c>, encode, <c>Update</c>.
/// </summary>
/// <remarks>
/// Law: <c>decoded + residual == values</c> exactly wherever the difference is a float, such as where values and decoded are
/// within a factor of two of each other (Sterbenz) or decoded is 0; else within half a unit in the last place.
/// </remarks>
public static class Residual
{
    /// <summary><c>residual = values - decoded</c>, one rounding a coordinate.</summary>
    /// <param name="values">What was to be sent, fp32.</param>
    /// <param name="decoded">What the receiver will decode, fp32, same length.</param>
    /// <param name="residual">Receives what was lost, same length; may be either of the others.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="LengthMismatchException">The vectors differ in length; nothing was written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1; nothing was written.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is not finite or its difference would not be; nothing was written.</exception>
    public static void Update(
        ReadOnlySpan<float> values, ReadOnlySpan<float> decoded, Span<float> residual, int cores = 1) =>
        Update(values, decoded, residual, cores, SimdWidths.Widest);

    /// <summary><c>residual = fma(decay, residual, values)</c>: what is to be sent next.</summary>
    /// <param name="decay">beta, in [0, 1]; 1 forgets nothing.</param>
    /// <param name="values">The new update, fp32.</param>
    /// <param name="residual">What was lost so far, fp32, same length; updated.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="LengthMismatchException">The vectors differ in length; nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Decay or cores are outside their range; nothing was changed.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is not finite or its sum would not be; nothing was changed.</exception>
    public static void Accumulate(float decay, ReadOnlySpan<float> values, Span<float> residual, int cores = 1) =>
        Accumulate(decay, values, residual, cores, SimdWidths.Widest);

    internal static unsafe void Update(
        ReadOnlySpan<float> values, ReadOnlySpan<float> decoded, Span<float> residual, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(decoded.Length, values.Length);
        LengthMismatchException.ThrowUnlessEqual(residual.Length, values.Length);
        ThrowIfDifferenceOverflows(values, decoded, cores);
        fixed (float* x = values, y = decoded, e = residual)
        {
            var range = new ResidualDifference(x, y, e, widest);
            CoreSplit.Run(ref range, values.Length, ElementwiseRange.Granule, cores);
        }
    }

    internal static unsafe void Accumulate(
        float decay, ReadOnlySpan<float> values, Span<float> residual, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(values.Length, residual.Length);
        if (decay is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay of a residual must lie in [0, 1].");
        }

        ThrowIfSumOverflows(decay, values, residual, cores);
        fixed (float* x = values, e = residual)
        {
            var range = new ResidualDecay(decay, x, e, widest);
            CoreSplit.Run(ref range, values.Length, ElementwiseRange.Granule, cores);
        }
    }

    private static void ThrowIfDifferenceOverflows(ReadOnlySpan<float> values, ReadOnlySpan<float> decoded, int cores)
    {
        if (SumFits(values, nameof(values), decoded, nameof(decoded), cores))
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            ThrowIfNotFinite(i, values[i] - decoded[i]);
        }
    }

    private static void ThrowIfSumOverflows(
        float decay, ReadOnlySpan<float> values, ReadOnlySpan<float> residual, int cores)
    {
        if (SumFits(values, nameof(values), residual, nameof(residual), cores))
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            ThrowIfNotFinite(i, MathF.FusedMultiplyAdd(decay, residual[i], values[i]));
        }
    }

    private static bool SumFits(
        ReadOnlySpan<float> left, string leftName, ReadOnlySpan<float> right, string rightName, int cores) =>
        (double)LInfinityNorm.Of(left, leftName, cores) + LInfinityNorm.Of(right, rightName, cores) <= float.MaxValue;

    private static void ThrowIfNotFinite(int index, float result)
    {
        if (!float.IsFinite(result))
        {
            throw new NonFiniteValueException("new residual", index, result);
        }
    }
}
