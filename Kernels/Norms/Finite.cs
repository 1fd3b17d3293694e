using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary>Finds and refuses NaN and infinities.</summary>
public static class Finite
{
    private const int ExponentMask = 0x7F80_0000;

    /// <summary>The first coordinate that is NaN or infinite, or -1 when all are finite.</summary>
    public static int FirstNonFiniteIndex(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        ref var source = ref MemoryMarshal.GetReference(bits);
        var mask = Vector512.Create(ExponentMask);
        var index = 0;

        // Four registers a turn; the turn that holds an offender is searched one by one below.
        for (; bits.Length - index >= 4 * Vector512<int>.Count; index += 4 * Vector512<int>.Count)
        {
            var found = IsNonFinite(ref source, index, mask)
                | IsNonFinite(ref source, index + Vector512<int>.Count, mask)
                | IsNonFinite(ref source, index + (2 * Vector512<int>.Count), mask)
                | IsNonFinite(ref source, index + (3 * Vector512<int>.Count), mask);
            if (found != Vector512<int>.Zero)
            {
                break;
            }
        }

        for (; index < bits.Length; index++)
        {
            if ((bits[index] & ExponentMask) == ExponentMask)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Returns when every coordinate is finite.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="vector">What the error calls the vector.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static void ThrowIfNot(ReadOnlySpan<float> values, string vector)
    {
        var index = FirstNonFiniteIndex(values);
        if (index >= 0)
        {
            throw new NonFiniteValueException(vector, index, values[index]);
        }
    }

    /// <inheritdoc cref="ThrowIfNot(ReadOnlySpan{float}, string)"/>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="vector">What the error calls the vector.</param>
    /// <param name="cores">Most cores to use, 1 or more; the error is the same with any.</param>
    internal static unsafe void ThrowIfNot(ReadOnlySpan<float> values, string vector, int cores)
    {
        fixed (float* pointer = values)
        {
            var found = 0;
            var search = new Search(pointer, &found);
            CoreSplit.Run(ref search, values.Length, ElementwiseRange.Granule, cores);
            if (found != 0)
            {
                ThrowIfNot(values, vector);
            }
        }
    }

    private readonly unsafe struct Search(float* values, int* found) : IRangeKernel
    {
        public void Run(long start, long end)
        {
            if (FirstNonFiniteIndex(new ReadOnlySpan<float>(values + start, (int)(end - start))) >= 0)
            {
                Volatile.Write(ref *found, 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> IsNonFinite(ref int source, int index, Vector512<int> mask) =>
        Vector512.Equals(Vector512.LoadUnsafe(ref source, (nuint)index) & mask, mask);
}
