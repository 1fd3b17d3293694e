using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>Rounds coordinates whose random numbers are at hand, in first-level cache.</summary>
internal static class StochasticChunk
{
    /// <summary>Coordinates whose numbers are drawn at a time: 4 KiB of keystream.</summary>
    public const int Length = 1024;

    /// <summary>Rounds, whatever the values are, and returns the bits of the largest magnitude of a product.</summary>
    /// <param name="values">Coordinates.</param>
    /// <param name="scale">What they are multiplied by.</param>
    /// <param name="limit">Products beyond it are brought to it before they are rounded; infinite for none.</param>
    /// <param name="numbers">One random number a coordinate.</param>
    /// <param name="rounded">Receives the integers.</param>
    /// <param name="widest">The widest registers to use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Round(
        ReadOnlySpan<float> values,
        float scale,
        float limit,
        ReadOnlySpan<uint> numbers,
        Span<int> rounded,
        SimdWidth widest)
    {
        var index = 0;
        var largest = 0;
        if (StochasticStep.IsVectorized(widest))
        {
            ref var source = ref MemoryMarshal.GetReference(values);
            ref var random = ref MemoryMarshal.GetReference(numbers);
            ref var destination = ref MemoryMarshal.GetReference(rounded);
            var factor = Vector512.Create(scale);
            var (upper, lower) = (Vector512.Create(limit), Vector512.Create(-limit));
            var largestOfLane = Vector512<int>.Zero;
            for (; values.Length - index >= Vector512<float>.Count; index += Vector512<float>.Count)
            {
                var products = Vector512.LoadUnsafe(ref source, (nuint)index) * factor;
                largestOfLane = Vector512.Max(largestOfLane, Vector512.Abs(products).AsInt32());
                var limited = Vector512.MinNative(Vector512.MaxNative(products, lower), upper);
                StochasticStep.Round(limited, Vector512.LoadUnsafe(ref random, (nuint)index))
                    .StoreUnsafe(ref destination, (nuint)index);
            }

            largest = LargestOf(largestOfLane);
        }

        for (; index < values.Length; index++)
        {
            var product = values[index] * scale;
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(MathF.Abs(product)));
            rounded[index] = StochasticStep.Round(Math.Min(Math.Max(product, -limit), limit), numbers[index]);
        }

        return largest;
    }

    private static int LargestOf(Vector512<int> lanes)
    {
        var largest = 0;
        for (var lane = 0; lane < Vector512<int>.Count; lane++)
        {
            largest = Math.Max(largest, lanes[lane]);
        }

        return largest;
    }
}
