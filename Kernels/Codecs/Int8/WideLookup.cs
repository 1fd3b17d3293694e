using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>
/// Sixteen lookups at a time in a table of 256 that sixteen registers hold. A gather would do, but processors that were
/// mended against gather data sampling run it ten times slower.
/// </summary>
internal static unsafe class WideLookup
{
    private const int Lanes = 16;
    private const int PrefetchDistance = 1024;

    /// <summary>Looks up whole sixteens from <paramref name="start"/> on and returns where they end.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static long Run<TTarget>(byte* bins, float* table, float* source, float* target, long start, long end)
        where TTarget : struct, ILookupTarget
    {
        var index = start;
        if (!Avx512F.IsSupported)
        {
            return index;
        }

        var (t0, t1, t2, t3) = (Row(table, 0), Row(table, 1), Row(table, 2), Row(table, 3));
        var (t4, t5, t6, t7) = (Row(table, 4), Row(table, 5), Row(table, 6), Row(table, 7));
        var (t8, t9, tA, tB) = (Row(table, 8), Row(table, 9), Row(table, 10), Row(table, 11));
        var (tC, tD, tE, tF) = (Row(table, 12), Row(table, 13), Row(table, 14), Row(table, 15));
        for (; end - index >= Lanes; index += Lanes)
        {
            Prefetch.At(source + index + PrefetchDistance);
            var bin = Avx512F.ConvertToVector512Int32(Vector128.Load(bins + index));
            var lower = Select(bin, 6, InQuarter(bin, t0, t1, t2, t3), InQuarter(bin, t4, t5, t6, t7));
            var upper = Select(bin, 6, InQuarter(bin, t8, t9, tA, tB), InQuarter(bin, tC, tD, tE, tF));
            TTarget.Put(Select(bin, 7, lower, upper), source + index, target + index);
        }

        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Row(float* table, int row) => Vector512.Load(table + (row * Lanes));

    /// <summary>Entries of a table of 64 by the six lowest bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> InQuarter(
        Vector512<int> bin, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Select(bin, 5, Avx512F.PermuteVar16x32x2(a, bin, b), Avx512F.PermuteVar16x32x2(c, bin, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Select(Vector512<int> bin, int bit, Vector512<float> clear, Vector512<float> set) =>
        Avx512F.BlendVariable(
            clear, set, Vector512.LessThan(bin << (31 - bit), Vector512<int>.Zero).AsSingle());
}
