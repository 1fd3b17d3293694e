using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>The Adagrad step of one group of coordinates; lengths and magnitudes were checked by the caller.</summary>
internal readonly ref struct AdagradKernel(
    Span<float> parameters,
    ReadOnlySpan<float> outerGradient,
    Span<float> squares,
    OuterAdagradOptions options) : IElementwiseKernel
{
    private readonly ref float parameters = ref MemoryMarshal.GetReference(parameters);
    private readonly ref readonly float outerGradient = ref MemoryMarshal.GetReference(outerGradient);
    private readonly ref float squares = ref MemoryMarshal.GetReference(squares);
    private readonly float negativeRate = -options.LearningRate;
    private readonly float tau = options.Tau;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes>
    {
        var gradient = TLanes.Load(in outerGradient, offset);
        var sum = TLanes.FusedMultiplyAdd(gradient, gradient, TLanes.Load(in squares, offset));
        sum.Store(ref squares, offset);

        var scaled = gradient / (TLanes.Sqrt(sum) + TLanes.Broadcast(tau));
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(negativeRate), scaled, TLanes.Load(in parameters, offset))
            .Store(ref parameters, offset);
    }
}
