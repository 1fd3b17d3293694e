using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>Decodes the blocks of a range that begins at a block; lengths and scales were checked by the caller.</summary>
internal readonly unsafe struct BlockDecodeKernel<TBlock>(
    byte* scales, byte* codes, float* destination, long length, bool vector) : IRangeKernel
    where TBlock : struct, IBlockFormat
{
    private readonly byte* scales = scales;
    private readonly byte* codes = codes;
    private readonly float* destination = destination;
    private readonly long length = length;
    private readonly bool vector = vector;

    [MethodImpl(HotLoop.Compiled)]
    public void Run(long start, long end)
    {
        var scale = scales + (start / TBlock.Length * TBlock.ScaleBytes);
        var code = codes + (start * TBlock.CodeBits / 8);
        var position = start;
        for (; position + TBlock.Length <= end; position += TBlock.Length)
        {
            if (vector)
            {
                TBlock.DecodeVector(scale, code, destination + position);
            }
            else
            {
                TBlock.DecodeScalar(scale, code, destination + position);
            }

            scale += TBlock.ScaleBytes;
            code += TBlock.Length * TBlock.CodeBits / 8;
        }

        if (position < end)
        {
            DecodeShort(scale, code, new Span<float>(destination + position, (int)(length - position)));
        }
    }

    private static void DecodeShort(byte* scale, byte* codes, Span<float> destination)
    {
        Span<float> block = stackalloc float[TBlock.Length];
        Span<byte> blockCodes = stackalloc byte[TBlock.Length * TBlock.CodeBits / 8];
        blockCodes.Clear();
        new ReadOnlySpan<byte>(codes, ((destination.Length * TBlock.CodeBits) + 7) / 8).CopyTo(blockCodes);
        fixed (float* filled = block)
        fixed (byte* filledCodes = blockCodes)
        {
            TBlock.DecodeScalar(scale, filledCodes, filled);
        }

        block[..destination.Length].CopyTo(destination);
    }
}
