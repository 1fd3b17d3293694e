using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs;

/// <summary>Single precision as it is: 4 bytes a coordinate, exact.</summary>
public sealed class Fp32Codec : IPayloadCodec
{
    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.Fp32;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 32;

    /// <inheritdoc/>
    public long ByteCount(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        return (long)elementCount * sizeof(float);
    }

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        InputCheck.ThrowUnlessFinite(values, cores);
        var bits = MemoryMarshal.Cast<float, int>(values);
        var words = MemoryMarshal.Cast<byte, int>(payload);
        if (BitConverter.IsLittleEndian)
        {
            bits.CopyTo(words);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(bits, words);
        }

        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        ResidualMemory.ThrowUnlessUsable(values, residual);
        var scale = Encode(values, payload, cores);
        residual.Clear();
        return scale;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        ThrowIfNotFinite(payload);
        var words = MemoryMarshal.Cast<byte, int>(payload);
        var bits = MemoryMarshal.Cast<float, int>(destination);
        if (BitConverter.IsLittleEndian)
        {
            words.CopyTo(bits);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(words, bits);
        }
    }

    private static void ThrowIfNotFinite(ReadOnlySpan<byte> payload)
    {
        if (BitConverter.IsLittleEndian)
        {
            Finite.ThrowIfNot(MemoryMarshal.Cast<byte, float>(payload), nameof(payload));
            return;
        }

        for (var i = 0; i < payload.Length; i += sizeof(float))
        {
            var value = BinaryPrimitives.ReadSingleLittleEndian(payload[i..]);
            if (!float.IsFinite(value))
            {
                throw new NonFiniteValueException(nameof(payload), i / sizeof(float), value);
            }
        }
    }
}
