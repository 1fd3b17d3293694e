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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Round(
        ReadOnlySpan<float> values, float scale, ReadOnlySpan<uint> numbers, Span<int> rounded, SimdWidth widest)
    {
        var index = 0;
        var largest = 0;
        if (StochasticStep.IsVectorized(widest))
        {
            ref var source = ref MemoryMarshal.GetReference(values);
            ref var random = ref MemoryMarshal.GetReference(numbers);
            ref var destination = ref MemoryMarshal.GetReference(rounded);
            var factor = Vector512.Create(scale);
            var largestOfLane = Vector512<int>.Zero;
            for (; values.Length - index >= Vector512<float>.Count; index += Vector512<float>.Count)
            {
                var products = Vector512.LoadUnsafe(ref source, (nuint)index) * factor;
                largestOfLane = Vector512.Max(largestOfLane, Vector512.Abs(products).AsInt32());
                StochasticStep.Round(products, Vector512.LoadUnsafe(ref random, (nuint)index))
                    .StoreUnsafe(ref destination, (nuint)index);
            }

            largest = LargestOf(largestOfLane);
        }

        for (; index < values.Length; index++)
        {
            var product = values[index] * scale;
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(MathF.Abs(product)));
            rounded[index] = StochasticStep.Round(product, numbers[index]);
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
