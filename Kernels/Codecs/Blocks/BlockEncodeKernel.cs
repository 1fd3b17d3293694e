using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>Encodes the blocks of a range that begins at a block; lengths and values were checked by the caller.</summary>
internal readonly unsafe struct BlockEncodeKernel<TBlock>(
    float* values, byte* scales, byte* codes, float* residual, long length, bool vector) : IRangeKernel
    where TBlock : struct, IBlockFormat
{
    private readonly float* values = values;
    private readonly byte* scales = scales;
    private readonly byte* codes = codes;
    private readonly float* residual = residual;
    private readonly long length = length;
    private readonly bool vector = vector;

    [MethodImpl(HotLoop.Compiled)]
    public void Run(long start, long end)
    {
        var scale = scales + (start / TBlock.Length * TBlock.ScaleBytes);
        var code = codes + (start * TBlock.CodeBits / 8);
        var rest = residual is null ? null : residual + start;
        var position = start;
        for (; position + TBlock.Length <= end; position += TBlock.Length)
        {
            if (vector)
            {
                TBlock.EncodeVector(values + position, TBlock.Length, scale, code, rest);
            }
            else
            {
                TBlock.EncodeScalar(values + position, TBlock.Length, scale, code, rest);
            }

            scale += TBlock.ScaleBytes;
            code += TBlock.Length * TBlock.CodeBits / 8;
            rest = rest is null ? null : rest + TBlock.Length;
        }

        if (position < end)
        {
            EncodeShort(values + position, (int)(length - position), scale, code, rest);
        }
    }

    private static void EncodeShort(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var codeBytes = ((count * TBlock.CodeBits) + 7) / 8;
        Span<float> block = stackalloc float[TBlock.Length];
        Span<byte> blockCodes = stackalloc byte[TBlock.Length * TBlock.CodeBits / 8];
        block.Clear();
        new ReadOnlySpan<float>(values, count).CopyTo(block);
        fixed (float* filled = block)
        fixed (byte* filledCodes = blockCodes)
        {
            TBlock.EncodeScalar(filled, count, scale, filledCodes, residual is null ? null : filled);
        }

        var usedBits = count * TBlock.CodeBits % 8;
        if (usedBits != 0)
        {
            blockCodes[codeBytes - 1] &= (byte)((1 << usedBits) - 1);
        }

        blockCodes[..codeBytes].CopyTo(new Span<byte>(codes, codeBytes));
        if (residual is not null)
        {
            block[..count].CopyTo(new Span<float>(residual, count));
        }
    }
}
