using System.Buffers.Binary;
using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Tests.Fuzzing;

/// <summary>Pairs of a 16-bit index and a value of every 16th coordinate, decoded without the care that it takes.</summary>
internal sealed class FaultyCodec(PlantedFault fault) : IPayloadCodec
{
    private const int Stride = 16;
    private const int PairBytes = sizeof(ushort) + sizeof(float);

    public ContributionEncoding Encoding => ContributionEncoding.RandomK;

    public int BitsPerCoordinate => 32;

    public long ByteCount(int elementCount) => (elementCount + Stride - 1) / Stride * PairBytes;

    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        for (var i = 0; i < payload.Length / PairBytes; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(payload[(i * PairBytes)..], (ushort)(i * Stride));
            BinaryPrimitives.WriteSingleLittleEndian(payload[((i * PairBytes) + sizeof(ushort))..], values[i * Stride]);
        }

        return 1f;
    }

    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        values.CopyTo(residual);
        return Encode(values, payload, cores);
    }

    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        for (var i = 0; fault != PlantedFault.CheckTooLate && i < payload.Length / PairBytes; i++)
        {
            var (index, value) = Read(payload, i);
            Check(index, value, destination.Length);
        }

        for (var i = 0; i < payload.Length / PairBytes; i++)
        {
            var (index, value) = Read(payload, i);
            Check(index, value, destination.Length);
            destination[index] = value;
        }
    }

    private void Check(int index, float value, int length)
    {
        if (fault != PlantedFault.IndexUnchecked && index >= length)
        {
            // The careless one makes room first.
            var room = fault == PlantedFault.LengthUnchecked ? new float[index].Length : index;
            throw new PayloadFormatException("index", room, "in range");
        }

        if (fault != PlantedFault.ValueUnchecked && !float.IsFinite(value))
        {
            throw new PayloadFormatException("value", value, "finite");
        }
    }

    private static (int Index, float Value) Read(ReadOnlySpan<byte> payload, int i) => (
        BinaryPrimitives.ReadUInt16LittleEndian(payload[(i * PairBytes)..]),
        BinaryPrimitives.ReadSingleLittleEndian(payload[((i * PairBytes) + sizeof(ushort))..]));
}
