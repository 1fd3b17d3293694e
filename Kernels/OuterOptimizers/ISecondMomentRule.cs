using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>How an adaptive optimizer takes a squared gradient into its second moment.</summary>
internal interface ISecondMomentRule
{
    /// <param name="second">v, 0 or more.</param>
    /// <param name="square">g * g, rounded.</param>
    /// <param name="beta2">Decay rate.</param>
    /// <param name="rate">1 - beta2, rounded.</param>
    static abstract TLanes Next<TLanes>(TLanes second, TLanes square, TLanes beta2, TLanes rate)
        where TLanes : struct, ILanes<TLanes>;
}
