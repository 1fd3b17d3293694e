using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary>A running sum and what its roundings lost.</summary>
internal readonly struct CompensatedPair<TLanes>(TLanes sum, TLanes compensation)
    where TLanes : struct, ILanes<TLanes>
{
    public readonly TLanes Sum = sum;

    public readonly TLanes Compensation = compensation;

    /// <summary>Adds <c>(high + low) * values</c>, errors of product and addition kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CompensatedPair<TLanes> Add(TLanes high, TLanes low, TLanes values)
    {
        // TwoProduct: the fused operation yields the exact error of the rounded product; the low part of the weight joins it.
        var product = high * values;
        var error = TLanes.FusedMultiplyAdd(high, values, TLanes.Broadcast(0f) - product);
        error = TLanes.FusedMultiplyAdd(low, values, error);

        // TwoSum (Knuth): exact whichever operand is larger, and without a branch.
        var after = Sum + product;
        var added = after - Sum;
        error += (Sum - (after - added)) + (product - added);
        return new CompensatedPair<TLanes>(after, Compensation + error);
    }
}
