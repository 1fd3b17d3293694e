using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary><c>residual = fma(decay, residual, values)</c>.</summary>
internal readonly unsafe struct ResidualDecay(float decay, float* values, float* residual, SimdWidth widest) : IRangeKernel
{
    public void Run(long start, long end) =>
        Elementwise.Run(new Kernel(decay, ref values[start], ref residual[start]), (int)(end - start), widest);

    private readonly ref struct Kernel(float decay, ref float values, ref float residual) : IElementwiseKernel
    {
        private readonly float decay = decay;
        private readonly ref float values = ref values;
        private readonly ref float residual = ref residual;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(nuint offset)
            where TLanes : struct, ILanes<TLanes> =>
            TLanes.FusedMultiplyAdd(
                TLanes.Broadcast(decay), TLanes.Load(in residual, offset), TLanes.Load(in values, offset))
                .Store(ref residual, offset);
    }
}
