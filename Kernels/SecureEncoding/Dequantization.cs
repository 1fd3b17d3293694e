using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>From integers back to floats, and what is lost on the way. Plain fp32 products and differences, nothing fused.</summary>
internal static class Dequantization
{
    /// <summary><c>values[i] = (float)integers[i] * step</c>: two roundings, the first to nearest even.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static void Run(ReadOnlySpan<int> integers, float step, Span<float> values)
    {
        ref var source = ref MemoryMarshal.GetReference(integers);
        ref var destination = ref MemoryMarshal.GetReference(values);
        var factor = Vector512.Create(step);
        var index = 0;
        for (; integers.Length - index >= Vector512<int>.Count; index += Vector512<int>.Count)
        {
            (Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref source, (nuint)index)) * factor)
                .StoreUnsafe(ref destination, (nuint)index);
        }

        for (; index < integers.Length; index++)
        {
            values[index] = integers[index] * step;
        }
    }

    /// <summary><c>residual[i] = (values[i] * factor - decoded[i]) * (1 / weight)</c>.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static void Residual(
        ReadOnlySpan<float> values, in UpdateFactor factor, ReadOnlySpan<float> decoded, Span<float> residual)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        ref var d = ref MemoryMarshal.GetReference(decoded);
        ref var r = ref MemoryMarshal.GetReference(residual);
        var (scale, inverse) = (factor.Value, 1f / factor.Weight);
        var (scales, inverses) = (Vector512.Create(scale), Vector512.Create(inverse));
        var index = 0;
        for (; values.Length - index >= Vector512<float>.Count; index += Vector512<float>.Count)
        {
            var sent = Vector512.LoadUnsafe(ref x, (nuint)index) * scales;
            ((sent - Vector512.LoadUnsafe(ref d, (nuint)index)) * inverses).StoreUnsafe(ref r, (nuint)index);
        }

        for (; index < values.Length; index++)
        {
            var sent = values[index] * scale;
            residual[index] = (sent - decoded[index]) * inverse;
        }
    }
}
