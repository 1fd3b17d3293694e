using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary><c>y = fma(a, x, y)</c> (BLAS level 1): one rounding a coordinate.</summary>
public static class Axpy
{
    /// <summary>Adds a multiple of one vector to another in place.</summary>
    /// <param name="factor">a, finite.</param>
    /// <param name="x">The vector added, fp32.</param>
    /// <param name="y">The vector added to, fp32, same length; updated.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="LengthMismatchException">The vectors differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1; nothing was changed.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate or the factor is not finite; nothing was changed.</exception>
    public static void Apply(float factor, ReadOnlySpan<float> x, Span<float> y, int cores = 1) =>
        Apply(factor, x, y, cores, SimdWidths.Widest);

    internal static unsafe void Apply(float factor, ReadOnlySpan<float> x, Span<float> y, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(x.Length, y.Length);
        Finite.ThrowIfNot([factor], nameof(factor));
        Finite.ThrowIfNot(x, nameof(x), cores);
        Finite.ThrowIfNot(y, nameof(y), cores);
        fixed (float* xs = x, ys = y)
        {
            var range = new Range(factor, xs, ys, widest);
            CoreSplit.Run(ref range, y.Length, ElementwiseRange.Granule, cores);
        }
    }

    private readonly unsafe struct Range(float factor, float* x, float* y, SimdWidth widest) : IRangeKernel
    {
        public void Run(long start, long end)
        {
            var length = (int)(end - start);
            Elementwise.Run(
                new Kernel(factor, new ReadOnlySpan<float>(x + start, length), new Span<float>(y + start, length)),
                length, widest);
        }
    }

    private readonly ref struct Kernel(float factor, ReadOnlySpan<float> x, Span<float> y) : IElementwiseKernel
    {
        private readonly float factor = factor;
        private readonly ref readonly float x = ref MemoryMarshal.GetReference(x);
        private readonly ref float y = ref MemoryMarshal.GetReference(y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(nuint offset)
            where TLanes : struct, ILanes<TLanes> =>
            TLanes.FusedMultiplyAdd(TLanes.Broadcast(factor), TLanes.Load(in x, offset), TLanes.Load(in y, offset))
                .Store(ref y, offset);
    }
}
