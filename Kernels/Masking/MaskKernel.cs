using System.Runtime.CompilerServices;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Masking;

/// <summary>Tile by tile, all masks on one tile before the next: a range of coordinates.</summary>
internal readonly unsafe struct MaskKernel(
    byte* vector,
    int bits,
    MaskKey* masks,
    int maskCount,
    long firstCoordinate,
    SimdWidth widest) : IRangeKernel
{
    private readonly byte* vector = vector;
    private readonly int bits = bits;
    private readonly MaskKey* masks = masks;
    private readonly int maskCount = maskCount;
    private readonly long firstCoordinate = firstCoordinate;
    private readonly SimdWidth widest = widest;
    private readonly bool anySubtracted = AnySubtracted(masks, maskCount);

    public void Run(long start, long end)
    {
        var coordinates = MaskTile.Coordinates(bits);
        for (var first = start; first < end; first += coordinates)
        {
            var inTile = (int)Math.Min(coordinates, end - first);
            var tile = vector + MaskTile.ByteCount(first, bits);
            if (inTile % Masks.CoordinateAlignment == 0)
            {
                AddAll(tile, inTile, first);
            }
            else
            {
                AddAllToCopy(tile, inTile, first);
            }
        }
    }

    /// <summary>The end of the vector: worked on in a copy that reaches to the end of its last block.</summary>
    [SkipLocalsInit]
    private void AddAllToCopy(byte* tile, int coordinates, long first)
    {
        var bytes = (int)MaskTile.ByteCount(coordinates, bits);
        var copy = stackalloc byte[MaskTile.MaxBytes];
        new ReadOnlySpan<byte>(tile, bytes).CopyTo(new Span<byte>(copy, bytes));
        AddAll(copy, coordinates, first);
        new ReadOnlySpan<byte>(copy, bytes).CopyTo(new Span<byte>(tile, bytes));
    }

    [SkipLocalsInit]
    private void AddAll(byte* tile, int coordinates, long first)
    {
        var block = (uint)((firstCoordinate + first) / Masks.CoordinateAlignment * bits);
        var blocks = (int)((MaskTile.ByteCount(coordinates, bits) - 1) / ChaCha20.BlockBytes) + 1;
        var keystream = stackalloc byte[MaskTile.MaxBytes];
        AddOfSign(MaskSign.Add, tile, keystream, coordinates, block, blocks);
        if (anySubtracted)
        {
            // x - m is the complement of (complement of x) + m: one addition serves both signs.
            Complement.Apply(tile, blocks * ChaCha20.BlockBytes);
            AddOfSign(MaskSign.Subtract, tile, keystream, coordinates, block, blocks);
            Complement.Apply(tile, blocks * ChaCha20.BlockBytes);
        }
    }

    private static bool AnySubtracted(MaskKey* masks, int count)
    {
        var any = false;
        for (var peer = 0; peer < count; peer++)
        {
            any |= masks[peer].Sign == MaskSign.Subtract;
        }

        return any;
    }

    private void AddOfSign(MaskSign sign, byte* tile, byte* keystream, int coordinates, uint block, int blocks)
    {
        for (var peer = 0; peer < maskCount; peer++)
        {
            if (masks[peer].Sign == sign)
            {
                KeystreamSlice.WriteBlocks(masks[peer].State, block, blocks, ref *keystream, widest, ahead: tile);
                ClearPadding(keystream, coordinates);
                Add(tile, keystream, blocks * ChaCha20.BlockBytes);
            }
        }
    }

    /// <summary>Bits beyond the last coordinate, up to the end of its byte.</summary>
    private void ClearPadding(byte* keystream, int coordinates)
    {
        var used = (int)((long)coordinates * bits % 8);
        if (used > 0)
        {
            keystream[(long)coordinates * bits / 8] &= (byte)((1 << used) - 1);
        }
    }

    private void Add(byte* tile, byte* keystream, int bytes)
    {
        switch (bits)
        {
            case 8:
                LaneSum.Add(tile, keystream, bytes, widest);
                break;
            case 16:
                LaneSum.Add((ushort*)tile, (ushort*)keystream, bytes, widest);
                break;
            case 32:
                LaneSum.Add((uint*)tile, (uint*)keystream, bytes, widest);
                break;
            default:
                FieldKernel<FieldAddition>.Apply(new Span<byte>(tile, bytes), new ReadOnlySpan<byte>(keystream, bytes), bits, widest);
                break;
        }
    }
}
