using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Norms;

/// <summary><c>y = a * x + y</c> (BLAS level 1), fused: one rounding a coordinate.</summary>
public static class Axpy
{
    /// <summary>Adds a multiple of one vector to another in place.</summary>
    /// <param name="factor">a, finite.</param>
    /// <param name="x">The vector added, fp32.</param>
    /// <param name="y">The vector added to, fp32, same length; updated.</param>
    /// <exception cref="LengthMismatchException">The vectors differ in length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate or the factor is not finite; nothing was changed.</exception>
    public static void Apply(float factor, ReadOnlySpan<float> x, Span<float> y) =>
        Apply(factor, x, y, SimdWidths.Widest);

    internal static void Apply(float factor, ReadOnlySpan<float> x, Span<float> y, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(x.Length, y.Length);
        Finite.ThrowIfNot([factor], nameof(factor));
        Finite.ThrowIfNot(x, nameof(x));
        Finite.ThrowIfNot(y, nameof(y));
        Elementwise.Run(new Kernel(factor, x, y), y.Length, widest);
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
