using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary><c>(sum, compensation) += weight * values</c>, errors of product and addition kept.</summary>
internal readonly ref struct CompensatedAddKernel(
    Span<float> sum, Span<float> compensation, SplitWeight weight, ReadOnlySpan<float> values) : IElementwiseKernel
{
    private readonly ref float sum = ref MemoryMarshal.GetReference(sum);
    private readonly ref float compensation = ref MemoryMarshal.GetReference(compensation);
    private readonly ref readonly float values = ref MemoryMarshal.GetReference(values);
    private readonly SplitWeight weight = weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>
    {
        var pair = new CompensatedPair<TLanes>(TLanes.Load(in sum, offset), TLanes.Load(in compensation, offset));
        pair = pair.Add(TLanes.Broadcast(weight.High), TLanes.Broadcast(weight.Low), TLanes.Load(in values, offset));
        pair.Sum.Store(ref sum, offset);
        pair.Compensation.Store(ref compensation, offset);
    }
}
