using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// Rounds <c>y = x * scale</c> (one fp32 product) up with the probability of its fractional part, else down.
/// </summary>
/// <remarks>
/// <para>
/// Definition: <c>Y = floor(y * 2^32)</c>, exact; <c>f = Y >> 32</c> (arithmetic) and <c>t = Y mod 2^32</c>; the result
/// is <c>f + 1</c> if <c>u &lt; t</c>, else <c>f</c>, with the 32-bit u whose upper half is the first number of the
/// coordinate in the <see cref="RoundingDraw"/> and whose lower half is its second. The second is needed only where the
/// first equals the upper half of t, once in 2^16.
/// </para>
/// <para>
/// Laws: up with the probability <c>t / 2^32</c> exactly, so the mean over draws is y to within 2^-32; integers stay as they are; the result is floor(y) or ceil(y); any
/// slicing, register width and number of cores gives the same integers.
/// </para>
/// </remarks>
public static unsafe class StochasticRounding
{
    /// <summary>Rounds to 32-bit integers.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="scale">Steps a unit, finite, above 0; the product must stay below 2^31 - 1 in magnitude.</param>
    /// <param name="draw">The random numbers.</param>
    /// <param name="rounded">Receives the integers, as many.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Scale or cores is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; the destination was cleared.</exception>
    /// <exception cref="RoundingRangeException">A product is too large; the destination was cleared.</exception>
    public static void Round(
        ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded, int cores = 1) =>
        Round(values, scale, draw, rounded, cores, SimdWidths.Widest);

    /// <summary>Rounds and packs signed integers of b bits in one pass: the bytes of rounding, then packing.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="scale">Steps a unit, finite, above 0; the product may have at most the magnitude 2^(b-1) - 1.</param>
    /// <param name="draw">The random numbers.</param>
    /// <param name="bits">Bits a coordinate, 1 to 32.</param>
    /// <param name="packed">Receives exactly <see cref="BitPacking.ByteCount"/> bytes.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Scale, bits or cores is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; the destination was cleared.</exception>
    /// <exception cref="RoundingRangeException">A product is too large; the destination was cleared.</exception>
    public static void RoundAndPack(
        ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed, int cores = 1) =>
        RoundAndPack(values, scale, draw, bits, packed, cores, SimdWidths.Widest);

    internal static void Round(
        ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(rounded.Length, values.Length);
        RoundingInput.ThrowUnlessScale(scale);
        fixed (float* source = values)
        fixed (int* destination = rounded)
        {
            var kernel = new StochasticKernel(source, Rounding(draw, scale, widest), destination);
            CoreSplit.Run(ref kernel, values.Length, StochasticChunk.Length, cores);
            ThrowAndClearUnlessWithin(values, scale, RoundingInput.Int32Limit, kernel.LargestProduct, rounded);
        }
    }

    internal static void RoundAndPack(
        ReadOnlySpan<float> values,
        float scale,
        in RoundingDraw draw,
        int bits,
        Span<byte> packed,
        int cores,
        SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, BitPacking.ByteCount(values.Length, bits));
        RoundingInput.ThrowUnlessScale(scale);
        fixed (float* source = values)
        fixed (byte* destination = packed)
        {
            var kernel = new StochasticPackKernel(source, Rounding(draw, scale, widest), bits, destination, widest);
            CoreSplit.Run(ref kernel, values.Length, StochasticChunk.Length, cores);
            ThrowAndClearUnlessWithin(values, scale, (1L << (bits - 1)) - 1, kernel.LargestProduct, packed);
        }
    }

    private static StochasticChunk Rounding(in RoundingDraw draw, float scale, SimdWidth widest) =>
        new(draw, scale, float.PositiveInfinity, widest);

    /// <summary>Values are checked on the way, so that memory is read once; what was written then goes.</summary>
    private static void ThrowAndClearUnlessWithin<T>(
        ReadOnlySpan<float> values, float scale, long limit, float largestProduct, Span<T> destination)
    {
        try
        {
            RoundingInput.ThrowUnlessWithin(values, scale, limit, largestProduct);
        }
        catch (ArithmeticException)
        {
            destination.Clear();
            throw;
        }
    }
}
