using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>Rounds so few coordinates at a time that their random numbers and integers stay in first-level cache.</summary>
/// <param name="draw">The random numbers.</param>
/// <param name="scale">What coordinates are multiplied by.</param>
/// <param name="limit">Products beyond it are brought to it before they are rounded; infinite for none.</param>
/// <param name="widest">The widest registers to use.</param>
internal readonly unsafe struct StochasticChunk(in RoundingDraw draw, float scale, float limit, SimdWidth widest)
{
    /// <summary>Coordinates at a time: 2 KiB of keystream.</summary>
    public const int Length = 1024;

    private readonly RoundingDraw draw = draw;
    private readonly float scale = scale;
    private readonly float limit = limit;
    private readonly SimdWidth widest = widest;

    /// <summary>Rounds, whatever the values are, and returns the bits of the largest magnitude of a product.</summary>
    /// <param name="values">Coordinates, no more than <see cref="Length"/>.</param>
    /// <param name="first">The place of the first in its vector.</param>
    /// <param name="rounded">Receives the integers, as many.</param>
    /// <param name="cached">Whether the values are in cache; else they are asked for while numbers are drawn.</param>
    [SkipLocalsInit]
    [MethodImpl(HotLoop.Compiled)]
    public int Round(ReadOnlySpan<float> values, long first, Span<int> rounded, bool cached = false)
    {
        Span<ushort> drawn = stackalloc ushort[Length];
        var numbers = drawn[..values.Length];
        ref var source = ref MemoryMarshal.GetReference(values);
        draw.ReadFirst(first, numbers, cached ? null : Unsafe.AsPointer(ref source));
        var index = 0;
        var largest = 0;
        if (StochasticStep.IsVectorized(widest))
        {
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
                var number = Vector512.WidenLower(Vector256.LoadUnsafe(ref random, (nuint)index).ToVector512Unsafe());
                StochasticStep.Round(limited, number.AsInt32(), out var ties)
                    .StoreUnsafe(ref destination, (nuint)index);
                if (ties != Vector512<int>.Zero)
                {
                    RoundEach(values, numbers, first, rounded, index, index + Vector512<float>.Count);
                }
            }

            largest = LargestOf(largestOfLane);
        }

        return Math.Max(largest, RoundEach(values, numbers, first, rounded, index, values.Length));
    }

    private int RoundEach(
        ReadOnlySpan<float> values, ReadOnlySpan<ushort> numbers, long first, Span<int> rounded, int start, int end)
    {
        var largest = 0;
        for (var index = start; index < end; index++)
        {
            var product = values[index] * scale;
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(MathF.Abs(product)));
            var limited = Math.Min(Math.Max(product, -limit), limit);
            var second = StochasticStep.Ties(limited, numbers[index]) ? draw.Second(first + index) : 0;
            rounded[index] = StochasticStep.Round(limited, numbers[index], second);
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
