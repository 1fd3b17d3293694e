using System.Numerics;
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
    /// <summary>Reads the block from the source, uses the work space in between and writes every coordinate once to the sink.</summary>
    /// <param name="source">Where coordinates come from; may lie in the work space.</param>
    /// <param name="work">Space for a block.</param>
    /// <param name="sink">Where coordinates go; may lie in the work space.</param>
    /// <param name="length">Coordinates, a power of two.</param>
    /// <param name="widest">The widest registers to use.</param>
    public static void Run<TSource, TSink>(TSource source, float* work, TSink sink, int length, SimdWidth widest)
        where TSource : unmanaged, IBlockSource
        where TSink : unmanaged, IBlockSink
    {
        if (widest >= SimdWidth.Bits512 && Avx512F.IsSupported && length >= HadamardBase.Length)
        {
            Wide(source, work, sink, length);
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

    private static void Wide<TSource, TSink>(TSource source, float* work, TSink sink, int length)
        where TSource : unmanaged, IBlockSource
        where TSink : unmanaged, IBlockSink
    {
        if (length == HadamardBase.Length)
        {
            HadamardBase.Run(source, sink, length);
            return;
        }

        HadamardBase.Run(source, new PlainSink(work), length);
        var h = HadamardBase.Length;
        for (var stages = BitOperations.Log2((uint)(length / h)); stages > 4 || stages == 3; stages -= 3)
        {
            if (stages == 3)
            {
                HadamardColumns.ThreeStages(work, sink, length, h);
                return;
            }

            HadamardColumns.ThreeStages(work, new PlainSink(work), length, h);
            h *= 8;
        }

        for (; length / h > 4; h *= 4)
        {
            HadamardColumns.TwoStages(work, new PlainSink(work), length, h);
        }

        if (length / h == 4)
        {
            HadamardColumns.TwoStages(work, sink, length, h);
        }
        else
        {
            HadamardColumns.OneStage(work, sink, length, h);
        }
    }
}
