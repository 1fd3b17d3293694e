using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rotation;

/// <summary>
/// The Walsh-Hadamard transform of one block, in the order of the definition: stage h = 1, 2, 4, ... replaces each pair
/// (a, b) at distance h by (a + b, a - b). Butterflies of one stage do not depend on each other, so taking several
/// stages of a few rows in registers gives the same bits as stage by stage.
/// </summary>
internal static unsafe class HadamardTransform
{
    // 8 KiB: eleven stages of it run in the first-level cache before the next piece is read.
    private const int Piece = 8 * HadamardBase.Length;

    /// <summary>Reads the block from the source, uses the work space in between and writes every coordinate once to the sink.</summary>
    /// <param name="source">Where coordinates come from; may lie in the work space.</param>
    /// <param name="work">Space for a block.</param>
    /// <param name="sink">Where coordinates go; may lie in the work space.</param>
    /// <param name="length">Coordinates, a power of two.</param>
    /// <param name="next">Where the next block is read from, so that it comes from memory meanwhile; any address will do.</param>
    /// <param name="widest">The widest registers to use.</param>
    public static void Run<TSource, TSink>(TSource source, float* work, TSink sink, int length, float* next, SimdWidth widest)
        where TSource : unmanaged, IBlockSource
        where TSink : unmanaged, IBlockSink
    {
        if (widest >= SimdWidth.Bits512 && Avx512F.IsSupported && length >= HadamardBase.Length)
        {
            Wide(source, work, sink, length, next);
            return;
        }

        for (var i = 0; i < length; i++)
        {
            work[i] = source.At(i);
        }

        HadamardStages.Run(work, length, widest);
        for (var i = 0; i < length; i++)
        {
            sink.Put(i, work[i]);
        }
    }

    private static void Wide<TSource, TSink>(TSource source, float* work, TSink sink, int length, float* next)
        where TSource : unmanaged, IBlockSource
        where TSink : unmanaged, IBlockSink
    {
        if (length == HadamardBase.Length)
        {
            HadamardBase.Run(source, sink, 0, length);
            return;
        }

        // The last pass asks for the second half of the next block, and the one before it for the first.
        var firstHalf = next;
        var secondHalf = next + (length / 2);
        if (length <= Piece)
        {
            HadamardBase.Run(source, new PlainSink(work), 0, length);
            LastStages(work, sink, length, HadamardBase.Length, secondHalf);
            return;
        }

        for (nint piece = 0; piece < length; piece += Piece)
        {
            HadamardBase.Run(source, new PlainSink(work), piece, Piece);
            HadamardColumns.ThreeStages(
                work + piece, new PlainSink(work + piece), Piece, HadamardBase.Length, firstHalf + (piece / 2));
        }

        var h = Piece;
        for (; length / h > 8; h *= 8)
        {
            HadamardColumns.ThreeStages(work, new PlainSink(work), length, h, secondHalf);
        }

        LastStages(work, sink, length, h, secondHalf);
    }

    private static void LastStages<TSink>(float* work, TSink sink, int length, int h, float* ahead)
        where TSink : unmanaged, IBlockSink
    {
        switch (length / h)
        {
            case 8:
                HadamardColumns.ThreeStages(work, sink, length, h, ahead);
                break;
            case 4:
                HadamardColumns.TwoStages(work, sink, length, h, ahead);
                break;
            default:
                HadamardColumns.OneStage(work, sink, length, h, ahead);
                break;
        }
    }
}
