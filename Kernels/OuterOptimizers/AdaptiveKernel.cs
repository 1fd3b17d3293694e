using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>The adaptive step of one group of coordinates; lengths and magnitudes were checked by the caller.</summary>
internal readonly ref struct AdaptiveKernel<TRule>(
    Span<float> parameters,
    ReadOnlySpan<float> outerGradient,
    Span<float> firstMoment,
    Span<float> secondMoment,
    AdaptiveFactors factors) : IElementwiseKernel
    where TRule : struct, ISecondMomentRule
{
    private readonly ref float parameters = ref MemoryMarshal.GetReference(parameters);
    private readonly ref readonly float outerGradient = ref MemoryMarshal.GetReference(outerGradient);
    private readonly ref float firstMoment = ref MemoryMarshal.GetReference(firstMoment);
    private readonly ref float secondMoment = ref MemoryMarshal.GetReference(secondMoment);
    private readonly AdaptiveFactors factors = factors;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>
    {
        var gradient = TLanes.Load(in outerGradient, offset);
        var first = TLanes.FusedMultiplyAdd(
            TLanes.Broadcast(factors.Beta1), TLanes.Load(in firstMoment, offset),
            TLanes.Broadcast(factors.FirstRate) * gradient);
        first.Store(ref firstMoment, offset);

        var second = TRule.Next(
            TLanes.Load(in secondMoment, offset), gradient * gradient,
            TLanes.Broadcast(factors.Beta2), TLanes.Broadcast(factors.SecondRate));
        second.Store(ref secondMoment, offset);

        var denominator = TLanes.FusedMultiplyAdd(
            TLanes.Sqrt(second), TLanes.Broadcast(factors.RootCorrection), TLanes.Broadcast(factors.Tau));
        TLanes.FusedMultiplyAdd(
            TLanes.Broadcast(factors.NegativeStepSize), first / denominator, TLanes.Load(in parameters, offset))
            .Store(ref parameters, offset);
    }
}
