using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rotation;

/// <summary>The transform in place, two stages a pass, with the widest lanes that fit a distance: any machine.</summary>
internal static unsafe class HadamardStages
{
    public static void Run(float* work, int length, SimdWidth widest)
    {
        var h = 1;
        for (; 4 * h <= length; h *= 4)
        {
            TwoStages(work, length, h, widest);
        }

        if (h < length)
        {
            LastStage(work, h);
        }
    }

    private static void TwoStages(float* work, int length, int h, SimdWidth widest)
    {
        if (h >= Lanes512.Count && widest >= SimdWidth.Bits512)
        {
            TwoStages<Lanes512>(work, length, h);
        }
        else if (h >= Lanes256.Count && widest >= SimdWidth.Bits256)
        {
            TwoStages<Lanes256>(work, length, h);
        }
        else if (h >= Lanes128.Count && widest >= SimdWidth.Bits128)
        {
            TwoStages<Lanes128>(work, length, h);
        }
        else
        {
            TwoStages<LanesScalar>(work, length, h);
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private static void TwoStages<TLanes>(float* work, int length, int h)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var top = 0; top < length; top += 4 * h)
        {
            for (var i = (nuint)top; i < (nuint)(top + h); i += (nuint)TLanes.Count)
            {
                var (a, b) = Butterfly<TLanes>(work, i, (nuint)h);
                var (c, d) = Butterfly<TLanes>(work, i + (2 * (nuint)h), (nuint)h);
                (a + c).Store(ref *work, i);
                (b + d).Store(ref *work, i + (nuint)h);
                (a - c).Store(ref *work, i + (2 * (nuint)h));
                (b - d).Store(ref *work, i + (3 * (nuint)h));
            }
        }
    }

    private static void LastStage(float* work, int h)
    {
        for (var i = 0; i < h; i++)
        {
            (work[i], work[i + h]) = (work[i] + work[i + h], work[i] - work[i + h]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Sum, TLanes Difference) Butterfly<TLanes>(float* work, nuint i, nuint h)
        where TLanes : struct, ILanes<TLanes>
    {
        var (a, b) = (TLanes.Load(in *work, i), TLanes.Load(in *work, i + h));
        return (a + b, a - b);
    }
}
