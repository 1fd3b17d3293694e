using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary><c>x = factor * x</c>, one rounding a coordinate: linear in x up to that rounding.</summary>
public static class Scaling
{
    /// <summary>Scales in place.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="factor">The factor, finite.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1; nothing was changed.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate or the factor is not finite; nothing was changed.</exception>
    public static void Apply(Span<float> values, float factor, int cores = 1) =>
        Apply(values, factor, cores, SimdWidths.Widest);

    internal static unsafe void Apply(Span<float> values, float factor, int cores, SimdWidth widest)
    {
        Finite.ThrowIfNot([factor], nameof(factor));
        Finite.ThrowIfNot(values, nameof(values), cores);
        fixed (float* pointer = values)
        {
            var range = new Range(pointer, factor, widest);
            CoreSplit.Run(ref range, values.Length, ElementwiseRange.Granule, cores);
        }
    }

    private readonly unsafe struct Range(float* values, float factor, SimdWidth widest) : IRangeKernel
    {
        public void Run(long start, long end)
        {
            var length = (int)(end - start);
            Elementwise.Run(new Kernel(new Span<float>(values + start, length), factor), length, widest);
        }
    }

    private readonly ref struct Kernel(Span<float> values, float factor) : IElementwiseKernel
    {
        private readonly ref float values = ref MemoryMarshal.GetReference(values);
        private readonly float factor = factor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(nuint offset)
            where TLanes : struct, ILanes<TLanes> =>
            (TLanes.Load(in values, offset) * TLanes.Broadcast(factor)).Store(ref values, offset);
    }
}
