using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>Exact norms of integer vectors: order cannot matter.</summary>
public static class IntegerNorm
{
    /// <summary>Sum of the squares; 0 for an empty vector.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static UInt128 SumOfSquares(ReadOnlySpan<int> values)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        var (low, high) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var lowHalf = Vector512.Create((ulong)uint.MaxValue);
        var index = 0;

        // Halves of the products are summed apart: 2^32 of them fit a lane.
        for (; values.Length - index >= Vector512<int>.Count; index += Vector512<int>.Count)
        {
            var lanes = Vector512.Abs(Vector512.LoadUnsafe(ref source, (nuint)index)).AsUInt64();
            var (even, odd) = (lanes & lowHalf, lanes >> 32);
            var (evenSquares, oddSquares) = (Square(even), Square(odd));
            low += (evenSquares & lowHalf) + (oddSquares & lowHalf);
            high += (evenSquares >> 32) + (oddSquares >> 32);
        }

        var total = Total(low) + (Total(high) << 32);
        for (; index < values.Length; index++)
        {
            total += (UInt128)(ulong)((long)values[index] * values[index]);
        }

        return total;
    }

    /// <summary>The largest magnitude; 0 for an empty vector.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static uint LargestMagnitude(ReadOnlySpan<int> values)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        var lanes = Vector512<uint>.Zero;
        var index = 0;
        for (; values.Length - index >= Vector512<int>.Count; index += Vector512<int>.Count)
        {
            lanes = Vector512.Max(lanes, Vector512.Abs(Vector512.LoadUnsafe(ref source, (nuint)index)).AsUInt32());
        }

        var largest = 0u;
        for (var lane = 0; lane < Vector512<uint>.Count; lane++)
        {
            largest = Math.Max(largest, lanes[lane]);
        }

        for (; index < values.Length; index++)
        {
            largest = Math.Max(largest, (uint)Math.Abs((long)values[index]));
        }

        return largest;
    }

    /// <summary>Squares of 64-bit lanes below 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Square(Vector512<ulong> lanes) =>
        Avx512F.IsSupported
            ? Avx512F.Multiply(lanes.AsUInt32(), lanes.AsUInt32())
            : lanes * lanes;

    private static UInt128 Total(Vector512<ulong> lanes)
    {
        UInt128 total = 0;
        for (var lane = 0; lane < Vector512<ulong>.Count; lane++)
        {
            total += lanes[lane];
        }

        return total;
    }
}
