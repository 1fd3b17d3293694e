using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// Stochastic rounding of a coordinate whose random bits are at hand. Scaling by a power of two and flooring are exact in
/// fp32, and so is the part of y * 2^16 above a multiple of 2^16; the rest is integers.
/// </summary>
internal static class StochasticStep
{
    private const float FirstShift = 65536f;
    private const float PointShift = 4294967296f;

    /// <summary>Whether sixteen at a time are worth it.</summary>
    public static bool IsVectorized(SimdWidth widest) => widest >= SimdWidth.Bits256;

    /// <summary>Whether the first number decides nothing: it is the upper half of the threshold.</summary>
    public static bool Ties(float y, uint first) => (uint)Threshold(y) >> 16 == first;

    /// <summary>One coordinate, |y| below 2^31, by 32 random bits.</summary>
    public static int Round(float y, uint first, uint second) =>
        (int)((Threshold(y) + ~((first << 16) | second)) >> 32);

    /// <summary>
    /// Sixteen coordinates, each |y| below 2^31, by their first numbers; lanes of <paramref name="ties"/> that are not zero
    /// are not decided.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Round(Vector512<float> y, Vector512<int> first, out Vector512<int> ties)
    {
        var floor = Vector512.Floor(y);
        var fixedPoint = Vector512.Floor(y * Vector512.Create(FirstShift));
        var upper = Vector512.ConvertToInt32Native(
            Vector512.FusedMultiplyAdd(floor, Vector512.Create(-FirstShift), fixedPoint));
        ties = Vector512.Equals(upper, first);
        return Vector512.ConvertToInt32Native(floor) - Vector512.LessThan(first, upper);
    }

    // floor(y) above and the threshold below the point of 32 bits.
    private static long Threshold(float y) => (long)MathF.Floor(y * PointShift);
}
