using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Optimizers;

/// <summary>The update of one group of coordinates; lengths were checked by the caller.</summary>
internal readonly ref struct AdamWKernel(
    Span<float> parameters,
    ReadOnlySpan<float> gradients,
    Span<float> firstMoment,
    Span<float> secondMoment,
    AdamWFactors factors) : IElementwiseKernel
{
    private readonly ref float parameters = ref MemoryMarshal.GetReference(parameters);
    private readonly ref readonly float gradients = ref MemoryMarshal.GetReference(gradients);
    private readonly ref float firstMoment = ref MemoryMarshal.GetReference(firstMoment);
    private readonly ref float secondMoment = ref MemoryMarshal.GetReference(secondMoment);
    private readonly AdamWFactors factors = factors;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>
    {
        var gradient = TLanes.Load(in gradients, offset) * TLanes.Broadcast(factors.GradientScale);

        var first = TLanes.Load(in firstMoment, offset);
        first = TLanes.FusedMultiplyAdd(TLanes.Broadcast(factors.FirstRate), gradient - first, first);
        first.Store(ref firstMoment, offset);

        var second = TLanes.Load(in secondMoment, offset) * TLanes.Broadcast(factors.Beta2);
        second = TLanes.FusedMultiplyAdd(gradient * TLanes.Broadcast(factors.SecondRate), gradient, second);
        second.Store(ref secondMoment, offset);

        var denominator = TLanes.FusedMultiplyAdd(
            TLanes.Sqrt(second), TLanes.Broadcast(factors.RootCorrection), TLanes.Broadcast(factors.Epsilon));
        var decayed = TLanes.Load(in parameters, offset) * TLanes.Broadcast(factors.Decay);
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(factors.NegativeStepSize), first / denominator, decayed)
            .Store(ref parameters, offset);
    }
}
