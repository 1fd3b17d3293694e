using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// Stochastic rounding in fixed point: Y = floor(y * 2^32) holds floor(y) above and the threshold t below the point,
/// and <c>floor(y) + (u &lt; t)</c> is <c>(Y + (2^32 - 1 - u)) &gt;&gt; 32</c>. The product is exact in fp32 and so is
/// its floor; the rest is 64-bit integers.
/// </summary>
internal static class StochasticStep
{
    private const float PointShift = 4294967296f;

    /// <summary>Whether the machine has the conversion to 64-bit integers.</summary>
    public static bool IsVectorized(SimdWidth widest) => widest >= SimdWidth.Bits512 && Avx512DQ.IsSupported;

    /// <summary>One coordinate, |y| below 2^31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Round(float y, uint u) => (int)(((long)MathF.Floor(y * PointShift) + ~u) >> 32);

    /// <summary>Sixteen coordinates, each |y| below 2^31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Round(Vector512<float> y, Vector512<uint> u)
    {
        var floor = Vector512.Floor(y * Vector512.Create(PointShift));
        var rest = ~u;
        var lower = Avx512DQ.ConvertToVector512Int64(floor.GetLower()) + Avx512F.ConvertToVector512Int64(rest.GetLower());
        var upper = Avx512DQ.ConvertToVector512Int64(floor.GetUpper()) + Avx512F.ConvertToVector512Int64(rest.GetUpper());
        return Avx512F.PermuteVar16x32x2(lower.AsInt32(), HighHalves, upper.AsInt32());
    }

    private static Vector512<int> HighHalves =>
        Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}
