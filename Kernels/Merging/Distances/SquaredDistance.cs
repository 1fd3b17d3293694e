using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>
/// Squared Euclidean distance of two vectors in a fixed reduction order: the vectors are cut into blocks of 1024;
/// coordinate i of a block adds <c>fma(d, d, partial)</c>, d = a - b in double, to partial sum i mod 32; the 32 partial
/// sums are added by halves, and the blocks in order. Slices at multiples of 1024 therefore add up to the whole.
/// </summary>
internal static unsafe class SquaredDistance
{
    /// <summary>Coordinates of a block: part of the definition.</summary>
    public const int BlockLength = 1024;

    private const int PartialSums = 32;

    /// <summary>The sum of one block, both vectors padded with zeros: a difference of zero changes no bit.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static double OfBlock(double* a, double* b)
    {
        var (first, second) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var index = 0; index < BlockLength; index += PartialSums)
        {
            first = Add(Vector512.Load(a + index), b + index, first);
            second = Add(Vector512.Load(a + index + 8), b + index + 8, second);
            third = Add(Vector512.Load(a + index + 16), b + index + 16, third);
            fourth = Add(Vector512.Load(a + index + 24), b + index + 24, fourth);
        }

        return Sum(first, second, third, fourth);
    }

    /// <summary>The same, of a vector in fp32 and one in double.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static double OfBlock(float* a, double* b)
    {
        var (first, second) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var index = 0; index < BlockLength; index += PartialSums)
        {
            var (p, q) = Vector512.Widen(Vector512.Load(a + index));
            var (r, s) = Vector512.Widen(Vector512.Load(a + index + 16));
            first = Add(p, b + index, first);
            second = Add(q, b + index + 8, second);
            third = Add(r, b + index + 16, third);
            fourth = Add(s, b + index + 24, fourth);
        }

        return Sum(first, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Add(Vector512<double> a, double* b, Vector512<double> partial)
    {
        var difference = a - Vector512.Load(b);
        return Vector512.FusedMultiplyAdd(difference, difference, partial);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(
        Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth)
    {
        var eight = (first + third) + (second + fourth);
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
