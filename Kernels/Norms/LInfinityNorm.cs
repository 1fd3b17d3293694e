using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary>The largest magnitude of a vector. A maximum has no rounding: its order cannot matter.</summary>
public static class LInfinityNorm
{
    private const int MagnitudeMask = 0x7FFF_FFFF;

    /// <summary>The largest magnitude; 0 for an empty vector.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static float Of(ReadOnlySpan<float> values, int cores = 1) => Of(values, nameof(values), cores);

    internal static float Of(ReadOnlySpan<float> values, string vector, int cores = 1)
    {
        var magnitude = BitConverter.Int32BitsToSingle(LargestMagnitudeBits(values, cores));
        if (!float.IsFinite(magnitude))
        {
            Finite.ThrowIfNot(values, vector);
        }

        return magnitude;
    }

    /// <summary><see cref="LargestMagnitudeBits(ReadOnlySpan{float})"/> on several cores.</summary>
    internal static unsafe int LargestMagnitudeBits(ReadOnlySpan<float> values, int cores)
    {
        fixed (float* pointer = values)
        {
            var range = new Range(pointer);
            CoreSplit.Run(ref range, values.Length, ElementwiseRange.Granule, cores);
            return range.Largest;
        }
    }

    /// <summary>Bits of the largest magnitude. As integers they sort as floats do, with infinities and NaN above all.</summary>
    [MethodImpl(HotLoop.Compiled)]
    internal static int LargestMagnitudeBits(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        ref var source = ref MemoryMarshal.GetReference(bits);
        var mask = Vector512.Create(MagnitudeMask);
        var (even, odd) = (Vector512<int>.Zero, Vector512<int>.Zero);
        var width = Vector512<int>.Count;
        var index = 0;
        for (; bits.Length - index >= 2 * width; index += 2 * width)
        {
            even = Vector512.Max(even, Vector512.LoadUnsafe(ref source, (nuint)index) & mask);
            odd = Vector512.Max(odd, Vector512.LoadUnsafe(ref source, (nuint)(index + width)) & mask);
        }

        even = Vector512.Max(even, odd);
        var largest = 0;
        for (var lane = 0; lane < width; lane++)
        {
            largest = Math.Max(largest, even[lane]);
        }

        for (; index < bits.Length; index++)
        {
            largest = Math.Max(largest, bits[index] & MagnitudeMask);
        }

        return largest;
    }

    private unsafe struct Range(float* values) : IRangeKernel
    {
        private readonly float* values = values;
        private LargestBits largest;

        public readonly int Largest => largest.Bits;

        public void Run(long start, long end) =>
            largest.Raise(LargestMagnitudeBits(new ReadOnlySpan<float>(values + start, (int)(end - start))));
    }
}
