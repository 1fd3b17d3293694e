namespace Tapestry.Kernels.Simd;

/// <summary>A computation in which no coordinate depends on another.</summary>
internal interface IElementwiseKernel
{
    /// <summary>Computes the <c>TLanes.Count</c> coordinates that begin at <paramref name="offset"/>.</summary>
    void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>;
}
