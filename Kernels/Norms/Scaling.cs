using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Norms;

/// <summary><c>x = factor * x</c>, one rounding a coordinate: linear in x up to that rounding.</summary>
public static class Scaling
{
    /// <summary>Scales in place.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="factor">The factor, finite.</param>
    /// <exception cref="NonFiniteValueException">A coordinate or the factor is not finite; nothing was changed.</exception>
    public static void Apply(Span<float> values, float factor) => Apply(values, factor, SimdWidths.Widest);

    internal static void Apply(Span<float> values, float factor, SimdWidth widest)
    {
        Finite.ThrowIfNot([factor], nameof(factor));
        Finite.ThrowIfNot(values, nameof(values));
        Elementwise.Run(new Kernel(values, factor), values.Length, widest);
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
