using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;

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
    private static readonly float FirstTooLarge = BitConverter.Int32BitsToSingle(0x7F7F_8000);

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
        InputCheck.ThrowUnlessBelow(values, "bf16", FirstTooLarge, MaxValue, cores);
        Bf16Rounding.Encode(MemoryMarshal.Cast<float, uint>(values), payload);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        ResidualMemory.ThrowUnlessUsable(values, residual);
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
}
