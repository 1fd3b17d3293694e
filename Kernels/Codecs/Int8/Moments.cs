using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>
/// Sum and sum of squares in double, in the order of <see cref="L2Norm"/>: blocks of 2^16, coordinate i of a block
/// to partial sum i mod 32, the partial sums by halves, the blocks in order.
/// </summary>
internal static unsafe class Moments
{
    public const int BlockLength = L2Norm.BlockLength;

    private const int PartialSums = 32;
    private const int PrefetchDistance = 1024;
    private const int BlocksOnStack = 256;

    public static (double Sum, double SumOfSquares) Of(ReadOnlySpan<float> values, int cores)
    {
        var (sum, squares) = (0.0, 0.0);
        var sums = stackalloc double[2 * BlocksOnStack];
        fixed (float* source = values)
        {
            for (var start = 0L; start < values.Length; start += BlocksOnStack * (long)BlockLength)
            {
                var length = Math.Min(BlocksOnStack * (long)BlockLength, values.Length - start);
                var kernel = new Kernel(source + start, sums);
                CoreSplit.Run(ref kernel, length, BlockLength, cores);
                for (var block = 0; block < (length + BlockLength - 1) / BlockLength; block++)
                {
                    sum += sums[2 * block];
                    squares += sums[(2 * block) + 1];
                }
            }
        }

        return (sum, squares);
    }

    private readonly struct Kernel(float* values, double* sums) : IRangeKernel
    {
        private readonly float* values = values;
        private readonly double* sums = sums;

        public void Run(long start, long end)
        {
            for (; start < end; start += BlockLength)
            {
                SumBlock(values + start, (int)Math.Min(BlockLength, end - start), sums + (2 * (start / BlockLength)));
            }
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private static void SumBlock(float* block, int length, double* result)
    {
        var (a, b, c, d) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (p, q, r, s) = (a, a, a, a);
        var index = 0;
        for (; length - index >= PartialSums; index += PartialSums)
        {
            Prefetch.At(block + index + PrefetchDistance);
            Prefetch.At(block + index + PrefetchDistance + Prefetch.Line);
            var (x, y) = Vector512.Widen(Vector512.Load(block + index));
            var (z, w) = Vector512.Widen(Vector512.Load(block + index + 16));
            (a, b, c, d) = (a + x, b + y, c + z, d + w);

            // The square of an fp32 value is exact in double: fused or not, the bits are the same.
            p = Vector512.FusedMultiplyAdd(x, x, p);
            q = Vector512.FusedMultiplyAdd(y, y, q);
            r = Vector512.FusedMultiplyAdd(z, z, r);
            s = Vector512.FusedMultiplyAdd(w, w, s);
        }

        var partial = stackalloc double[2 * PartialSums];
        a.Store(partial);
        b.Store(partial + 8);
        c.Store(partial + 16);
        d.Store(partial + 24);
        p.Store(partial + 32);
        q.Store(partial + 40);
        r.Store(partial + 48);
        s.Store(partial + 56);
        for (var lane = 0; index < length; index++, lane++)
        {
            partial[lane] += block[index];
            partial[PartialSums + lane] += (double)block[index] * block[index];
        }

        result[0] = Halves.Sum(new Span<double>(partial, PartialSums));
        result[1] = Halves.Sum(new Span<double>(partial + PartialSums, PartialSums));
    }
}
