using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Norms;

/// <summary>
/// The Euclidean norm in a fixed reduction order, so that it is bit-identical at any register width and thread count.
/// </summary>
/// <remarks>
/// A vector is cut into blocks of <see cref="BlockLength"/>; coordinate i of a block goes to partial sum i mod 32;
/// the 32 partial sums are added by halves, and the blocks in order. Squares of fp32 values are exact in double and can
/// neither overflow nor vanish there, so the only roundings are those of the additions.
/// </remarks>
public static class L2Norm
{
    /// <summary>Coordinates in a block: slices at multiples of it give the block sums of the whole vector.</summary>
    public const int BlockLength = 1 << 16;

    private const int PartialSums = 32;

    // Block sums held at a time: cores fill them in any order, and they are added in theirs.
    private const int BlocksAtOnce = 256;

    /// <summary>Square root of <see cref="SumOfSquares"/>.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static double Of(ReadOnlySpan<float> values, int cores = 1) => Math.Sqrt(SumOfSquares(values, cores));

    /// <summary>Sum of the squares of all coordinates; 0 for an empty vector.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static unsafe double SumOfSquares(ReadOnlySpan<float> values, int cores = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        var total = 0.0;
        var sums = stackalloc double[BlocksAtOnce];
        fixed (float* pointer = values)
        {
            for (var start = 0L; start < values.Length; start += (long)BlocksAtOnce * BlockLength)
            {
                var length = Math.Min((long)BlocksAtOnce * BlockLength, values.Length - start);
                var blocks = new Blocks(pointer + start, sums);
                CoreSplit.Run(ref blocks, length, BlockLength, cores);
                for (var block = 0; block * (long)BlockLength < length; block++)
                {
                    total += sums[block];
                }
            }
        }

        // Finite squares cannot overflow a double: the sum is finite exactly when every coordinate is.
        if (!double.IsFinite(total))
        {
            Finite.ThrowIfNot(values, nameof(values));
        }

        return total;
    }

    private readonly unsafe struct Blocks(float* values, double* sums) : IRangeKernel
    {
        public void Run(long start, long end)
        {
            for (; start < end; start += BlockLength)
            {
                sums[start / BlockLength] =
                    SumOfBlock(new ReadOnlySpan<float>(values + start, (int)Math.Min(BlockLength, end - start)));
            }
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private static double SumOfBlock(ReadOnlySpan<float> block)
    {
        ref var source = ref MemoryMarshal.GetReference(block);
        var (a, b, c, d) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var index = 0;
        for (; block.Length - index >= PartialSums; index += PartialSums)
        {
            a += SquareOfEight(ref source, index);
            b += SquareOfEight(ref source, index + 8);
            c += SquareOfEight(ref source, index + 16);
            d += SquareOfEight(ref source, index + 24);
        }

        Span<double> partial = stackalloc double[PartialSums];
        a.CopyTo(partial);
        b.CopyTo(partial[8..]);
        c.CopyTo(partial[16..]);
        d.CopyTo(partial[24..]);
        for (var lane = 0; index < block.Length; index++, lane++)
        {
            partial[lane] += (double)block[index] * block[index];
        }

        return Halves.Sum(partial);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SquareOfEight(ref float source, int index)
    {
        var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)index));
        var wide = Vector512.Create(lower, upper);
        return wide * wide;
    }
}
