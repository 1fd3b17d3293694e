using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Norms;

/// <summary>Sum of magnitudes in a fixed order, so that it is bit-identical at any register width.</summary>
/// <remarks>Coordinate i goes to double partial sum i mod 16; the 16 are added by halves.</remarks>
public static class L1Norm
{
    private const int PartialSums = 16;

    /// <summary>Sum of the magnitudes of all coordinates; 0 for an empty vector.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    [MethodImpl(HotLoop.Compiled)]
    public static double Of(ReadOnlySpan<float> values)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        var (a, b) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var index = 0;
        for (; values.Length - index >= PartialSums; index += PartialSums)
        {
            var (lower, upper) = Vector512.Widen(Vector512.Abs(Vector512.LoadUnsafe(ref source, (nuint)index)));
            a += lower;
            b += upper;
        }

        Span<double> partial = stackalloc double[PartialSums];
        a.CopyTo(partial);
        b.CopyTo(partial[8..]);
        for (var lane = 0; index < values.Length; index++, lane++)
        {
            partial[lane] += Math.Abs((double)values[index]);
        }

        var sum = Halves.Sum(partial);
        if (!double.IsFinite(sum))
        {
            // Finite magnitudes cannot overflow a double, so one of them is not.
            Finite.ThrowIfNot(values, nameof(values));
        }

        return sum;
    }
}
