using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs;

/// <summary>
/// bfloat16: the upper 16 bits of single precision, rounded to nearest, ties to even; 2 bytes a coordinate. The error
/// of a normal value is at most 2^-8 of it; denormals are kept. Error feedback is exact.
/// </summary>
public sealed class Bf16Codec : IPayloadCodec
{
    /// <summary>The largest magnitude of bfloat16.</summary>
    public const float MaxValue = 3.3895314e38f;

    // From here on, rounding to nearest even would carry into the exponent of infinity.
    private const int FirstBitsTooLarge = 0x7F7F_8000;

    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.Bf16;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 16;

    /// <inheritdoc/>
    public long ByteCount(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        return (long)elementCount * sizeof(ushort);
    }

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        ThrowUnlessRepresentable(values);
        Bf16Rounding.Encode(MemoryMarshal.Cast<float, uint>(values), payload);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        Residual.ThrowUnlessUsable(values, residual);
        var scale = Encode(values, payload, cores);
        Bf16Rounding.Subtract(values, payload, residual);
        return scale;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        var index = Bf16Rounding.FirstNonFiniteIndex(payload);
        if (index >= 0)
        {
            throw new NonFiniteValueException(nameof(payload), index, Bf16Rounding.Read(payload, index));
        }

        Bf16Rounding.Decode(payload, MemoryMarshal.Cast<float, uint>(destination));
    }

    private static void ThrowUnlessRepresentable(ReadOnlySpan<float> values)
    {
        if (LInfinityNorm.LargestMagnitudeBits(values) < FirstBitsTooLarge)
        {
            return;
        }

        Finite.ThrowIfNot(values, nameof(values));
        var limit = BitConverter.Int32BitsToSingle(FirstBitsTooLarge);
        for (var i = 0; i < values.Length; i++)
        {
            if (MathF.Abs(values[i]) >= limit)
            {
                throw new ValueOutOfRangeException("bf16", i, values[i], MaxValue);
            }
        }
    }
}
