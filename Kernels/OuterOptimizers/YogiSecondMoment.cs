using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary><c>v = fma(rate * sign(s - v), s, v)</c>: it moves by the size of s, however far away v is.</summary>
internal readonly struct YogiSecondMoment : ISecondMomentRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Next<TLanes>(TLanes second, TLanes square, TLanes beta2, TLanes rate)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.FusedMultiplyAdd(rate * LaneSign.Of(square - second), square, second);
}
