using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// Rounds <c>y = x * scale</c> (one fp32 product) to the nearest integer, ties to even. Laws: the error is at most one
/// half; odd in x; the same integers at any register width.
/// </summary>
public static class NearestRounding
{
    /// <summary>Rounds to 32-bit integers.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="scale">Steps a unit, finite, above 0; the product must stay below 2^31 - 1 in magnitude.</param>
    /// <param name="rounded">Receives the integers, as many.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was written.</exception>
    /// <exception cref="RoundingRangeException">A product is too large; nothing was written.</exception>
    public static void Round(ReadOnlySpan<float> values, float scale, Span<int> rounded) =>
        Round(values, scale, rounded, SimdWidths.Widest);

    internal static void Round(ReadOnlySpan<float> values, float scale, Span<int> rounded, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(rounded.Length, values.Length);
        RoundingInput.ThrowUnlessScale(scale);

        // Rounding a product is monotonic: the largest coordinate has the largest product.
        var largest = LInfinityNorm.LargestMagnitudeBits(values);
        RoundingInput.ThrowUnlessWithin(
            values, scale, RoundingInput.Int32Limit, BitConverter.Int32BitsToSingle(largest) * scale);
        var done = widest >= SimdWidth.Bits512 ? RoundSixteens(values, scale, rounded) : 0;
        for (; done < values.Length; done++)
        {
            rounded[done] = (int)MathF.Round(values[done] * scale, MidpointRounding.ToEven);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
}
