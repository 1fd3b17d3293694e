using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary><c>v = fma(beta2, v, rate * s)</c>: a decaying mean.</summary>
internal readonly struct AdamSecondMoment : ISecondMomentRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Next<TLanes>(TLanes second, TLanes square, TLanes beta2, TLanes rate)
        where TLanes : struct, ILanes<TLanes> => TLanes.FusedMultiplyAdd(beta2, second, rate * square);
}
