using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Blocks;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.OpenCl;

/// <summary>A block format on the device.</summary>
/// <param name="session">The device.</param>
/// <param name="definition">The codec that defines the format.</param>
/// <param name="name">What its kernels' names end in.</param>
internal sealed class DeviceBlockCodec<TBlock>(OpenClSession session, IPayloadCodec definition, string name) : IPayloadCodec
    where TBlock : struct, IBlockFormat
{
    private readonly string encode = "encode_" + name;
    private readonly string decode = "decode_" + name;

    public ContributionEncoding Encoding => definition.Encoding;

    public int BitsPerCoordinate => definition.BitsPerCoordinate;

    public long ByteCount(int elementCount) => definition.ByteCount(elementCount);

    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        InputCheck.ThrowUnlessFinite(values, cores);
        using var turn = session.Enter();
        EncodeTiles(values, payload, []);
        return UnitScale.Value;
    }

    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        ResidualMemory.ThrowUnlessUsable(values, residual);
        InputCheck.ThrowUnlessFinite(values, cores);
        using var turn = session.Enter();
        var staged = values.Length > TileLength ? session.Staging.Take<float>(values.Length) : residual;
        EncodeTiles(values, payload, staged);
        if (staged != residual)
        {
            staged.CopyTo(residual);
        }

        return UnitScale.Value;
    }

    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        UnitScale.ThrowUnless(scale);
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        var scaleBytes = (int)BlockPayload<TBlock>.ScaleBytes(destination.Length);
        BlockPayload<TBlock>.ThrowUnlessValid(payload[..scaleBytes], payload[scaleBytes..], destination.Length);
        using var turn = session.Enter();
        for (var start = 0; start < destination.Length; start += Math.Min(TileLength, destination.Length - start))
        {
            var part = destination.Slice(start, Math.Min(TileLength, destination.Length - start));
            var (scales, codes) = Ranges(start, part.Length, scaleBytes);
            var (values, scaleBuffer, codeBuffer) = Buffers(part.Length);
            scaleBuffer.Write(payload[scales]);
            codeBuffer.Write(payload[codes]);
            session.Kernel(decode)
                .With(values).With(scaleBuffer).With(codeBuffer).With((uint)part.Length).Launch(part.Length);
            values.Read(part);
        }
    }

    private int TileLength => session.TileLength(sizeof(float) * 8, TBlock.Length);

    private void EncodeTiles(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual)
    {
        var scaleBytes = (int)BlockPayload<TBlock>.ScaleBytes(values.Length);
        for (var start = 0; start < values.Length; start += Math.Min(TileLength, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(TileLength, values.Length - start));
            var (scales, codes) = Ranges(start, part.Length, scaleBytes);
            var (buffer, scaleBuffer, codeBuffer) = Buffers(part.Length);
            buffer.Write(part);
            session.Kernel(encode)
                .With(buffer).With(scaleBuffer).With(codeBuffer).With((uint)part.Length).With(residual.IsEmpty ? 0u : 1u)
                .Launch(BlockCount(part.Length));
            scaleBuffer.Read(payload[scales]);
            codeBuffer.Read(payload[codes]);
            if (!residual.IsEmpty)
            {
                buffer.Read(residual.Slice(start, part.Length));
            }
        }
    }

    private static int BlockCount(int length) => (int)(((long)length + TBlock.Length - 1) / TBlock.Length);

    private static (Range Scales, Range Codes) Ranges(int start, int length, int scaleBytes)
    {
        var scales = start / TBlock.Length * TBlock.ScaleBytes;
        var codes = scaleBytes + (int)((long)start * TBlock.CodeBits / 8);
        return (
            scales..(scales + (BlockCount(length) * TBlock.ScaleBytes)),
            codes..(codes + (int)((((long)length * TBlock.CodeBits) + 7) / 8)));
    }

    private (DeviceBuffer Values, DeviceBuffer Scales, DeviceBuffer Codes) Buffers(int length)
    {
        var blocks = (long)BlockCount(length);
        return (
            session.Buffer(DeviceSlot.Main, (long)length * sizeof(float)),
            session.Buffer(DeviceSlot.Side, blocks * TBlock.ScaleBytes),
            session.Buffer(DeviceSlot.Other, blocks * TBlock.Length * TBlock.CodeBits / 8));
    }
}
