using System.Runtime.CompilerServices;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>Decodes tiles straight into the destination.</summary>
internal readonly unsafe struct DecodingKernel(
    byte* packed, int bits, float step, in RotationPasses rotation, float* values, SimdWidth widest) : IRangeKernel
{
    private readonly byte* packed = packed;
    private readonly int bits = bits;
    private readonly float step = step;
    private readonly RotationPasses rotation = rotation;
    private readonly float* values = values;
    private readonly SimdWidth widest = widest;

    public void Run(long start, long end)
    {
        var tile = new TileLayout(rotation.Layout).TileLength;
        for (; start < end; start += tile)
        {
            var length = (int)Math.Min(tile, end - start);
            Unpack(start, length);
            rotation.UndoBlocks(values + start, start, length);
        }
    }

    public void RunTail(long start, int length)
    {
        Unpack(start, length);
        if (rotation.Layout.HasWindow)
        {
            rotation.UndoWindow(values + rotation.Layout.WindowStart);
        }

        rotation.UndoBlocks(values + start, start, length);
    }

    [SkipLocalsInit]
    private void Unpack(long start, int length)
    {
        Span<int> integers = stackalloc int[StochasticChunk.Length];
        for (var offset = 0; offset < length; offset += StochasticChunk.Length)
        {
            var count = Math.Min(StochasticChunk.Length, length - offset);
            var first = start + offset;
            var bytes = new ReadOnlySpan<byte>(packed + (first * bits / 8), (int)BitPacking.ByteCount(count, bits));
            BitPacking.Unpack<SignedField>(bytes, bits, integers[..count], widest);
            Dequantization.Run(integers[..count], step, new Span<float>(values + first, count));
        }
    }
}
