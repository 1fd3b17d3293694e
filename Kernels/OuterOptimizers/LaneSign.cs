using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>The sign of each lane: 1, 0 or -1. Every lane type is one register in a struct, so its bits can be recast.</summary>
internal static class LaneSign
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        if (typeof(TLanes) == typeof(Lanes512))
        {
            var lanes = Unsafe.BitCast<TLanes, Vector512<float>>(value);
            return Unsafe.BitCast<Vector512<float>, TLanes>(
                (Vector512.GreaterThan(lanes, Vector512<float>.Zero) & Vector512.Create(1f))
                | (Vector512.LessThan(lanes, Vector512<float>.Zero) & Vector512.Create(-1f)));
        }

        if (typeof(TLanes) == typeof(Lanes256))
        {
            var lanes = Unsafe.BitCast<TLanes, Vector256<float>>(value);
            return Unsafe.BitCast<Vector256<float>, TLanes>(
                (Vector256.GreaterThan(lanes, Vector256<float>.Zero) & Vector256.Create(1f))
                | (Vector256.LessThan(lanes, Vector256<float>.Zero) & Vector256.Create(-1f)));
        }

        if (typeof(TLanes) == typeof(Lanes128))
        {
            var lanes = Unsafe.BitCast<TLanes, Vector128<float>>(value);
            return Unsafe.BitCast<Vector128<float>, TLanes>(
                (Vector128.GreaterThan(lanes, Vector128<float>.Zero) & Vector128.Create(1f))
                | (Vector128.LessThan(lanes, Vector128<float>.Zero) & Vector128.Create(-1f)));
        }

        return TLanes.Broadcast(MathF.Sign(Unsafe.BitCast<TLanes, float>(value)));
    }
}
