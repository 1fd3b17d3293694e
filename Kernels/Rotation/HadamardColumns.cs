using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rotation;

/// <summary>
/// One to three stages h, 2h, 4h in one pass: rows at distance h are read once, sixteen columns at a time. Meanwhile half
/// as many coordinates from another place are asked for from memory.
/// </summary>
internal static unsafe class HadamardColumns
{
    [MethodImpl(HotLoop.Compiled)]
    public static void OneStage<TSink>(float* work, TSink sink, int length, int h, float* ahead)
        where TSink : unmanaged, IBlockSink
    {
        for (nint top = 0; top < length; top += 2 * (nint)h)
        {
            for (var i = top; i < top + h; i += Vector512<float>.Count)
            {
                Prefetch.ToSecondLevel(ahead);
                ahead += Prefetch.Line;
                var (a, b) = (Vector512.Load(work + i), Vector512.Load(work + i + h));
                sink.Put(i, a + b);
                sink.Put(i + h, a - b);
            }
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    public static void TwoStages<TSink>(float* work, TSink sink, int length, int h, float* ahead)
        where TSink : unmanaged, IBlockSink
    {
        for (nint top = 0; top < length; top += 4 * (nint)h)
        {
            for (var i = top; i < top + h; i += Vector512<float>.Count)
            {
                Prefetch.ToSecondLevel(ahead);
                Prefetch.ToSecondLevel(ahead + Prefetch.Line);
                ahead += 2 * Prefetch.Line;
                var (a, b, c, d) = FourRows(work, i, h);
                Put(sink, i, h, a, b, c, d);
            }
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    public static void ThreeStages<TSink>(float* work, TSink sink, int length, int h, float* ahead)
        where TSink : unmanaged, IBlockSink
    {
        for (nint top = 0; top < length; top += 8 * (nint)h)
        {
            for (var i = top; i < top + h; i += Vector512<float>.Count)
            {
                Prefetch.ToSecondLevel(ahead);
                Prefetch.ToSecondLevel(ahead + Prefetch.Line);
                Prefetch.ToSecondLevel(ahead + (2 * Prefetch.Line));
                Prefetch.ToSecondLevel(ahead + (3 * Prefetch.Line));
                ahead += 4 * Prefetch.Line;
                var (a, b, c, d) = FourRows(work, i, h);
                var (e, f, g, k) = FourRows(work, i + (4 * (nint)h), h);
                Put(sink, i, h, a + e, b + f, c + g, d + k);
                Put(sink, i + (4 * (nint)h), h, a - e, b - f, c - g, d - k);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> R0, Vector512<float> R1, Vector512<float> R2, Vector512<float> R3) FourRows(
        float* work, nint i, nint h) =>
        HadamardBase.Butterflies(
            Vector512.Load(work + i),
            Vector512.Load(work + i + h),
            Vector512.Load(work + i + (2 * h)),
            Vector512.Load(work + i + (3 * h)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TSink>(
        TSink sink, nint i, nint h, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
        where TSink : unmanaged, IBlockSink
    {
        sink.Put(i, a);
        sink.Put(i + h, b);
        sink.Put(i + (2 * h), c);
        sink.Put(i + (3 * h), d);
    }
}
