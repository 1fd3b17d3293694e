using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// The payload of a block format: the scales of all blocks, then the codes of all coordinates without a gap; the bits
/// after the last code are zero.
/// </summary>
internal static unsafe class BlockPayload<TBlock>
    where TBlock : struct, IBlockFormat
{
    public static long ByteCount(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        return ScaleBytes(elementCount) + CodeBytes(elementCount);
    }

    public static void Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        InputCheck.ThrowUnlessFinite(values, cores);
        EncodeFinite(values, payload, [], cores, widest);
    }

    public static void EncodeWithResidual(
        ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        ResidualMemory.ThrowUnlessUsable(values, residual);
        InputCheck.ThrowUnlessFinite(values, cores);
        EncodeFinite(values, payload, residual, cores, widest);
    }

    public static void Decode(ReadOnlySpan<byte> payload, Span<float> destination, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        var scaleBytes = (int)ScaleBytes(destination.Length);
        ThrowUnlessValid(payload[..scaleBytes], payload[scaleBytes..], destination.Length);
        fixed (float* target = destination)
        fixed (byte* bytes = payload)
        {
            var kernel = new BlockDecodeKernel<TBlock>(
                bytes, bytes + scaleBytes, target, destination.Length, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, destination.Length, TBlock.Length, cores);
        }
    }

    private static void EncodeFinite(
        ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores, SimdWidth widest)
    {
        fixed (float* source = values)
        fixed (float* rest = residual)
        fixed (byte* bytes = payload)
        {
            var kernel = new BlockEncodeKernel<TBlock>(
                source, bytes, bytes + ScaleBytes(values.Length), rest, values.Length, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, values.Length, TBlock.Length, cores);
        }
    }

    internal static long ScaleBytes(int elementCount) =>
        ((long)elementCount + TBlock.Length - 1) / TBlock.Length * TBlock.ScaleBytes;

    private static long CodeBytes(int elementCount) => (((long)elementCount * TBlock.CodeBits) + 7) / 8;

    internal static void ThrowUnlessValid(ReadOnlySpan<byte> scales, ReadOnlySpan<byte> codes, int elementCount)
    {
        var invalid = TBlock.FirstInvalidScale(scales);
        if (invalid >= 0)
        {
            var bytes = scales.Slice(invalid * TBlock.ScaleBytes, TBlock.ScaleBytes);
            throw new PayloadFormatException(
                $"scale[{invalid}]", Convert.ToHexStringLower(bytes), "one that this encoding writes");
        }

        var usedBits = (int)((long)elementCount * TBlock.CodeBits % 8);
        if (usedBits != 0 && codes[^1] >> usedBits != 0)
        {
            throw new PayloadFormatException("padding after the last code", codes[^1] >> usedBits, "0");
        }
    }
}
