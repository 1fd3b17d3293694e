using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>Squared distances of all pairs along each block of a slice; a block's are in the order of the pairs.</summary>
internal readonly unsafe struct PairKernel(nint* slices, int contributions, double* distances, int* nonFinite) : IRangeKernel
{
    private readonly nint* slices = slices;
    private readonly int contributions = contributions;
    private readonly double* distances = distances;
    private readonly int* nonFinite = nonFinite;

    /// <summary>Pairs of so many contributions.</summary>
    public static int PairCount(int contributions) => contributions * (contributions - 1) / 2;

    public void Run(long start, long end)
    {
        var rows = WidenedRows.Get(contributions);
        for (var block = start; block < end; block += SquaredDistance.BlockLength)
        {
            if (!Widen(block, (int)Math.Min(SquaredDistance.BlockLength, end - block), rows))
            {
                Volatile.Write(ref *nonFinite, 1);
            }

            var pair = distances + (block / SquaredDistance.BlockLength * PairCount(contributions));
            for (var i = 0; i < contributions; i++)
            {
                for (var j = i + 1; j < contributions; j++)
                {
                    *pair++ = SquaredDistance.OfBlock(Row(rows, i), Row(rows, j));
                }
            }
        }
    }

    private static double* Row(double* rows, int contribution) => rows + ((long)contribution * SquaredDistance.BlockLength);

    /// <summary>Widens a block of every contribution, filled up with zeros; false when a value is not finite.</summary>
    [MethodImpl(HotLoop.Compiled)]
    private bool Widen(long block, int length, double* rows)
    {
        // x - x is NaN, which has bits, unless x is finite.
        var probe = Vector512<float>.Zero;
        for (var contribution = 0; contribution < contributions; contribution++)
        {
            var source = (float*)slices[contribution] + block;
            var target = Row(rows, contribution);
            var index = 0;
            for (; length - index >= Vector512<float>.Count; index += Vector512<float>.Count)
            {
                var loaded = Vector512.Load(source + index);
                var (lower, upper) = Vector512.Widen(loaded);
                probe |= loaded - loaded;
                lower.Store(target + index);
                upper.Store(target + index + 8);
            }

            for (; index < length; index++)
            {
                probe |= Vector512.CreateScalar(source[index] - source[index]);
                target[index] = source[index];
            }

            new Span<double>(target, SquaredDistance.BlockLength)[length..].Clear();
        }

        return probe.AsInt32() == Vector512<int>.Zero;
    }
}
