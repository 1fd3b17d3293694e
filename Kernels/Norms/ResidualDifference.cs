using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary><c>residual = values - decoded</c>; any two may be the same memory.</summary>
internal readonly unsafe struct ResidualDifference(float* values, float* decoded, float* residual, SimdWidth widest) : IRangeKernel
{
    public void Run(long start, long end) =>
        Elementwise.Run(new Kernel(ref values[start], ref decoded[start], ref residual[start]), (int)(end - start), widest);

    private readonly ref struct Kernel(ref float values, ref float decoded, ref float residual) : IElementwiseKernel
    {
        private readonly ref float values = ref values;
        private readonly ref float decoded = ref decoded;
        private readonly ref float residual = ref residual;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(nuint offset)
            where TLanes : struct, ILanes<TLanes> =>
            (TLanes.Load(in values, offset) - TLanes.Load(in decoded, offset)).Store(ref residual, offset);
    }
}
