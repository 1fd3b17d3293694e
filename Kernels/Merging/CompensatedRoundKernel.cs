using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary><c>destination = sum + compensation</c>.</summary>
internal readonly ref struct CompensatedRoundKernel(
    ReadOnlySpan<float> sum, ReadOnlySpan<float> compensation, Span<float> destination) : IElementwiseKernel
{
    private readonly ref readonly float sum = ref MemoryMarshal.GetReference(sum);
    private readonly ref readonly float compensation = ref MemoryMarshal.GetReference(compensation);
    private readonly ref float destination = ref MemoryMarshal.GetReference(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(nuint offset)
        where TLanes : struct, ILanes<TLanes> =>
        (TLanes.Load(in sum, offset) + TLanes.Load(in compensation, offset)).Store(ref destination, offset);
}
