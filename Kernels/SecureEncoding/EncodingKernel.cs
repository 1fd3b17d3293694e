using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>Encodes tiles: memory is read and written once, all steps between happen in cache.</summary>
internal unsafe struct EncodingKernel(in EncodingPlan plan, int tileLength) : IRangeKernel
{
    private readonly EncodingPlan plan = plan;
    private readonly int tileLength = tileLength;
    private EncodingTally tally = new();

    public readonly EncodingTally Tally => tally;

    public void Run(long start, long end)
    {
        var packer = new Packer(plan.Bits, plan.Widest);
        for (var tile = start; tile < end; tile += tileLength)
        {
            RunTile(tile, (int)Math.Min(tileLength, end - tile), packer, hasWindow: false);
        }
    }

    /// <summary>Encodes the tail, and with it the window if there is one.</summary>
    public void RunTail(long start, int length)
    {
        if (length > 0)
        {
            RunTile(start, length, new Packer(plan.Bits, plan.Widest), plan.Rotation.Layout.HasWindow);
        }
    }

    private void RunTile(long start, int length, in Packer packer, bool hasWindow)
    {
        var work = TileScratch.Get(length);
        plan.Rotation.Blocks(plan.Values + start, plan.Factor.Value, work, start, length);
        var window = work + length - plan.Rotation.Layout.BlockLength;
        if (hasWindow)
        {
            plan.Rotation.Window(window);
        }

        var tileTally = new EncodingTally();
        RoundAndPack(work, start, length, packer, ref tileTally);
        tally.Merge(tileTally);
        if (plan.Packed != null)
        {
            Masks.Apply(
                Bytes(start, length), length, plan.Bits, new ReadOnlySpan<MaskKey>(plan.Masks, plan.MaskCount), start, 1, plan.Widest);
        }

        if (plan.Residual != null)
        {
            if (hasWindow)
            {
                plan.Rotation.UndoWindow(window);
            }

            plan.Rotation.UndoBlocks(work, start, length);
            Dequantization.Residual(
                Slice(plan.Values + start, length), plan.Factor, Slice(work, length), Slice(plan.Residual + start, length));
        }
    }

    /// <summary>Rounds rotated coordinates in chunks; where a residual is wanted they become what their integers decode to.</summary>
    [SkipLocalsInit]
    private readonly void RoundAndPack(float* work, long start, int length, in Packer packer, ref EncodingTally tileTally)
    {
        Span<int> integers = stackalloc int[StochasticChunk.Length];
        var rounding = new StochasticChunk(plan.Draw, plan.Scale, plan.Rule.ClampLimit, plan.Widest);
        for (var offset = 0; offset < length; offset += StochasticChunk.Length)
        {
            var count = Math.Min(StochasticChunk.Length, length - offset);
            var first = start + offset;
            var rotated = Slice(work + offset, count);
            var rounded = integers[..count];
            var product = rounding.Round(rotated, first, rounded, cached: true);
            var (largest, sumOfSquares) = (IntegerNorm.LargestMagnitude(rounded), IntegerNorm.SumOfSquares(rounded));
            tileTally.Add(product, largest, sumOfSquares);
            var chunk = new EncodedChunk { Rotated = rotated, Scale = plan.Scale, Rounded = rounded, First = first };
            plan.Rule.Examine(chunk, product, largest, ref tileTally);
            if (plan.Residual != null)
            {
                Dequantization.Run(rounded, plan.Granularity, rotated);
            }

            if (plan.Packed != null)
            {
                AddNoise(rounded, first);
                packer.Pack(rounded, Bytes(first, count));
            }
        }
    }

    private readonly void AddNoise(Span<int> integers, long first)
    {
        if (plan.Noise != 0)
        {
            ((NoiseDraw)GCHandle.FromIntPtr(plan.Noise).Target!).AddTo(integers, first);
        }
    }

    private readonly Span<byte> Bytes(long first, int count) =>
        new(plan.Packed + (first * plan.Bits / 8), (int)BitPacking.ByteCount(count, plan.Bits));

    private static Span<float> Slice(float* pointer, int length) => new(pointer, length);
}
