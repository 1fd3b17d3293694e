using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>Checks a second moment as it comes from storage.</summary>
internal static class SecondMoment
{
    private const uint LargestFinite = 0x7F7F_FFFF;

    /// <summary>The largest value. Read as unsigned integers, negative numbers lie above NaN, NaN above all others.</summary>
    /// <exception cref="NonFiniteValueException">The first value that is not a number from 0 is NaN or infinite.</exception>
    /// <exception cref="OptimizerStateException">It is negative.</exception>
    public static float Largest(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var largest = LargestBits(bits);
        if (largest <= LargestFinite)
        {
            return BitConverter.UInt32BitsToSingle(largest);
        }

        var index = bits.IndexOfAnyExceptInRange(0u, LargestFinite);
        throw float.IsFinite(values[index])
            ? new OptimizerStateException(index, values[index])
            : new NonFiniteValueException("secondMoment", index, values[index]);
    }

    private static uint LargestBits(ReadOnlySpan<uint> bits)
    {
        ref var source = ref MemoryMarshal.GetReference(bits);
        var most = Vector512<uint>.Zero;
        var index = 0;
        for (; bits.Length - index >= Vector512<uint>.Count; index += Vector512<uint>.Count)
        {
            most = Vector512.Max(most, Vector512.LoadUnsafe(ref source, (nuint)index));
        }

        var largest = 0u;
        for (var lane = 0; lane < Vector512<uint>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        for (; index < bits.Length; index++)
        {
            largest = Math.Max(largest, bits[index]);
        }

        return largest;
    }
}
