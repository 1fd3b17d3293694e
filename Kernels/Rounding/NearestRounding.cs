using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// Rounds <c>y = x * scale</c> (one fp32 product) to the nearest integer, ties to even. Laws: the error is at most one
/// half; odd in x; the same integers at any register width.
/// </summary>
public static unsafe class NearestRounding
{
    /// <summary>Rounds to 32-bit integers.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="scale">Steps a unit, finite, above 0; the product must stay below 2^31 - 1 in magnitude.</param>
    /// <param name="rounded">Receives the integers, as many.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Scale or cores is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was written.</exception>
    /// <exception cref="RoundingRangeException">A product is too large; nothing was written.</exception>
    public static void Round(ReadOnlySpan<float> values, float scale, Span<int> rounded, int cores = 1) =>
        Round(values, scale, rounded, cores, SimdWidths.Widest);

    internal static void Round(ReadOnlySpan<float> values, float scale, Span<int> rounded, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(rounded.Length, values.Length);
        RoundingInput.ThrowUnlessScale(scale);

        // Rounding a product is monotonic: the largest coordinate has the largest product.
        RoundingInput.ThrowUnlessWithin(
            values, scale, RoundingInput.Int32Limit, LInfinityNorm.Of(values, cores) * scale);
        fixed (float* source = values)
        fixed (int* destination = rounded)
        {
            var kernel = new Kernel(source, scale, destination, widest);
            CoreSplit.Run(ref kernel, values.Length, StochasticChunk.Length, cores);
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private static int RoundSixteens(ReadOnlySpan<float> values, float scale, Span<int> rounded)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var destination = ref MemoryMarshal.GetReference(rounded);
        var factor = Vector512.Create(scale);
        var index = 0;
        for (; values.Length - index >= Vector512<float>.Count; index += Vector512<float>.Count)
        {
            var nearest = Vector512.Round(Vector512.LoadUnsafe(ref source, (nuint)index) * factor);
            Vector512.ConvertToInt32Native(nearest).StoreUnsafe(ref destination, (nuint)index);
        }

        return index;
    }

    private readonly struct Kernel(float* values, float scale, int* rounded, SimdWidth widest) : IRangeKernel
    {
        private readonly float* values = values;
        private readonly float scale = scale;
        private readonly int* rounded = rounded;
        private readonly SimdWidth widest = widest;

        public void Run(long start, long end)
        {
            var source = new ReadOnlySpan<float>(values + start, (int)(end - start));
            var destination = new Span<int>(rounded + start, source.Length);
            var done = widest >= SimdWidth.Bits512 ? RoundSixteens(source, scale, destination) : 0;
            for (; done < source.Length; done++)
            {
                destination[done] = (int)MathF.Round(source[done] * scale, MidpointRounding.ToEven);
            }
        }
    }
}
