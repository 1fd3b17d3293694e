using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rotation;

/// <summary>Stages h = 1 to 128 of 256 coordinates in sixteen registers, loaded and stored once.</summary>
internal static class HadamardBase
{
    public const int Length = 256;

    /// <summary>Transforms every 256 coordinates of a piece of the block on their own.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static void Run<TSource, TSink>(TSource source, TSink sink, nint start, int length)
        where TSource : unmanaged, IBlockSource
        where TSink : unmanaged, IBlockSink
    {
        for (var i = start; i < start + length; i += Length)
        {
            var (r0, r1, r2, r3) = FourRows(source, i);
            var (r4, r5, r6, r7) = FourRows(source, i + 64);
            var (r8, r9, rA, rB) = FourRows(source, i + 128);
            var (rC, rD, rE, rF) = FourRows(source, i + 192);
            (r0, r4, r8, rC) = Butterflies(r0, r4, r8, rC);
            (r1, r5, r9, rD) = Butterflies(r1, r5, r9, rD);
            (r2, r6, rA, rE) = Butterflies(r2, r6, rA, rE);
            (r3, r7, rB, rF) = Butterflies(r3, r7, rB, rF);
            Put(sink, i, r0, r1, r2, r3);
            Put(sink, i + 64, r4, r5, r6, r7);
            Put(sink, i + 128, r8, r9, rA, rB);
            Put(sink, i + 192, rC, rD, rE, rF);
        }
    }

    /// <summary>Four registers after stages 1 to 8 within each and 16 and 32 between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> R0, Vector512<float> R1, Vector512<float> R2, Vector512<float> R3) FourRows<TSource>(
        TSource source, nint index)
        where TSource : unmanaged, IBlockSource =>
        Butterflies(
            WithinRegister(source.SixteenAt(index)),
            WithinRegister(source.SixteenAt(index + 16)),
            WithinRegister(source.SixteenAt(index + 32)),
            WithinRegister(source.SixteenAt(index + 48)));

    /// <summary>
    /// Stages 1, 2, 4 and 8: each lane's partner plus or minus the lane. The product with 1 or -1 is exact, so the fused
    /// operation rounds once, as the plain addition or subtraction does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WithinRegister(Vector512<float> x)
    {
        x = Vector512.FusedMultiplyAdd(x, Signs(1), Avx512F.Permute4x32(x, 0b10_11_00_01));
        x = Vector512.FusedMultiplyAdd(x, Signs(2), Avx512F.Permute4x32(x, 0b01_00_11_10));
        x = Vector512.FusedMultiplyAdd(x, Signs(4), Avx512F.Shuffle4x128(x, x, 0b10_11_00_01));
        return Vector512.FusedMultiplyAdd(x, Signs(8), Avx512F.Shuffle4x128(x, x, 0b01_00_11_10));
    }

    /// <summary>1 in the first lane of each pair at a distance, -1 in the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Signs(int distance) => distance switch
    {
        1 => Vector512.Create(1f, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1),
        2 => Vector512.Create(1f, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1),
        4 => Vector512.Create(1f, 1, 1, 1, -1, -1, -1, -1, 1, 1, 1, 1, -1, -1, -1, -1),
        _ => Vector512.Create(1f, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1),
    };

    /// <summary>Two stages on four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<float> R0, Vector512<float> R1, Vector512<float> R2, Vector512<float> R3) Butterflies(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        var (sum, difference) = (a + b, a - b);
        var (nextSum, nextDifference) = (c + d, c - d);
        return (sum + nextSum, difference + nextDifference, sum - nextSum, difference - nextDifference);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TSink>(
        TSink sink, nint index, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
        where TSink : unmanaged, IBlockSink
    {
        sink.Put(index, a);
        sink.Put(index + 16, b);
        sink.Put(index + 32, c);
        sink.Put(index + 48, d);
    }
}
