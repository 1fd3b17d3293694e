using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>The outer step of one group of coordinates; lengths were checked by the caller.</summary>
internal readonly ref struct NesterovKernel(
    Span<float> parameters,
    ReadOnlySpan<float> outerGradient,
    Span<float> momentum,
    NesterovSgdOptions options) : IElementwiseKernel
{
    private readonly ref float parameters = ref MemoryMarshal.GetReference(parameters);
    private readonly ref readonly float outerGradient = ref MemoryMarshal.GetReference(outerGradient);
    private readonly ref float momentum = ref MemoryMarshal.GetReference(momentum);
    private readonly float negativeRate = -options.LearningRate;
    private readonly float mu = options.Momentum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>
    {
        var gradient = TLanes.Load(in outerGradient, offset);
        var decay = TLanes.Broadcast(mu);

        var velocity = TLanes.FusedMultiplyAdd(decay, TLanes.Load(in momentum, offset), gradient);
        velocity.Store(ref momentum, offset);

        var direction = TLanes.FusedMultiplyAdd(decay, velocity, gradient);
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(negativeRate), direction, TLanes.Load(in parameters, offset))
            .Store(ref parameters, offset);
    }
}
