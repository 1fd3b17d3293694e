using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>
/// Squared Euclidean distance of two vectors in a fixed reduction order: the vectors are cut into blocks of 1024;
/// coordinate i of a block adds <c>fma(d, d, partial)</c>, d = a - b in double, to partial sum i mod 32; the 32 partial
/// sums are added by halves, and the blocks in order. Slices at multiples of 1024 therefore add up to the whole.
/// </summary>
internal static class SquaredDistance
{
    private const int PartialSums = 32;

    /// <summary>The sum of one block, both vectors padded with zeros: a difference of zero changes no bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double OfBlock(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var (first, second) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (nuint index = 0; index < ContributionBlock.Length; index += PartialSums)
        {
            first = Add(ref a, ref b, index, first);
            second = Add(ref a, ref b, index + 8, second);
            third = Add(ref a, ref b, index + 16, third);
            fourth = Add(ref a, ref b, index + 24, fourth);
        }

        var eight = (first + third) + (second + fourth);
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Add(ref double a, ref double b, nuint index, Vector512<double> partial)
    {
        var difference = Vector512.LoadUnsafe(ref a, index) - Vector512.LoadUnsafe(ref b, index);
        return Vector512.FusedMultiplyAdd(difference, difference, partial);
    }
}
