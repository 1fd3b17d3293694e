using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary><c>(sum, compensation) += (high + low) * values</c>, errors of product and addition kept.</summary>
internal readonly ref struct CompensatedAddKernel(
    Span<float> sum, Span<float> compensation, ReadOnlySpan<float> values, float high, float low) : IElementwiseKernel
{
    private readonly ref float sum = ref MemoryMarshal.GetReference(sum);
    private readonly ref float compensation = ref MemoryMarshal.GetReference(compensation);
    private readonly ref readonly float values = ref MemoryMarshal.GetReference(values);
    private readonly float high = high;
    private readonly float low = low;

    /// <summary>Splits the weight into two floats.</summary>
    public static CompensatedAddKernel Of(
        Span<float> sum, Span<float> compensation, double weight, ReadOnlySpan<float> values) =>
        new(sum, compensation, values, (float)weight, (float)(weight - (float)weight));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>
    {
        var value = TLanes.Load(in values, offset);
        var weight = TLanes.Broadcast(high);

        // TwoProduct: the fused operation yields the exact error of the rounded product; the low part of the weight joins it.
        var product = weight * value;
        var error = TLanes.FusedMultiplyAdd(weight, value, TLanes.Broadcast(0f) - product);
        error = TLanes.FusedMultiplyAdd(TLanes.Broadcast(low), value, error);

        // TwoSum (Knuth): exact whichever operand is larger, and without a branch.
        var before = TLanes.Load(in sum, offset);
        var after = before + product;
        var added = after - before;
        error += (before - (after - added)) + (product - added);

        after.Store(ref sum, offset);
        (TLanes.Load(in compensation, offset) + error).Store(ref compensation, offset);
    }
}
