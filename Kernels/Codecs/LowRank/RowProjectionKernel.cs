using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>P = M Q; the range counts rows. Four rows at once share the loads of Q and hide the latency of the sums.</summary>
internal readonly unsafe struct RowProjectionKernel(
    float* matrix, float* right, float* left, MatrixShape shape, int rank, bool vector) : IRangeKernel
{
    /// <summary>A part starts at a multiple of it.</summary>
    public const int Granule = 4;

    private const int Lanes = 16;

    private readonly float* matrix = matrix;
    private readonly float* right = right;
    private readonly float* left = left;
    private readonly MatrixShape shape = shape;
    private readonly int rank = rank;
    private readonly bool vector = vector;

    public void Run(long start, long end)
    {
        var sums = stackalloc float[Granule * Lanes];
        var row = start;
        for (; vector && row + Granule <= end && (row + Granule) * shape.Columns <= shape.ElementCount; row += Granule)
        {
            for (var r = 0; r < rank; r++)
            {
                SumFourRows(matrix + (row * shape.Columns), right + ((long)r * shape.Columns), shape.Columns, sums);
                for (var i = 0; i < Granule; i++)
                {
                    left[((long)r * shape.Rows) + row + i] = Halves.Sum(new Span<float>(sums + (i * Lanes), Lanes));
                }
            }
        }

        for (; row < end; row++)
        {
            var columns = (int)Math.Min(shape.Columns, shape.ElementCount - (row * shape.Columns));
            for (var r = 0; r < rank; r++)
            {
                new Span<float>(sums, Lanes).Clear();
                SumRow(matrix + (row * shape.Columns), right + ((long)r * shape.Columns), 0, columns, sums);
                left[((long)r * shape.Rows) + row] = Halves.Sum(new Span<float>(sums, Lanes));
            }
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private static void SumFourRows(float* rows, float* other, int columns, float* sums)
    {
        var (second, third, fourth) = ((long)columns, 2L * columns, 3L * columns);
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var column = 0;
        for (; columns - column >= Lanes; column += Lanes)
        {
            var factor = Vector512.Load(other + column);
            a = Vector512.FusedMultiplyAdd(Vector512.Load(rows + column), factor, a);
            b = Vector512.FusedMultiplyAdd(Vector512.Load(rows + second + column), factor, b);
            c = Vector512.FusedMultiplyAdd(Vector512.Load(rows + third + column), factor, c);
            d = Vector512.FusedMultiplyAdd(Vector512.Load(rows + fourth + column), factor, d);
        }

        a.Store(sums);
        b.Store(sums + Lanes);
        c.Store(sums + (2 * Lanes));
        d.Store(sums + (3 * Lanes));
        for (var row = 0; row < Granule; row++)
        {
            SumRow(rows + ((long)row * columns), other, column, columns, sums + (row * Lanes));
        }
    }

    private static void SumRow(float* row, float* other, int start, int end, float* sums)
    {
        for (var column = start; column < end; column++)
        {
            sums[column % Lanes] = MathF.FusedMultiplyAdd(row[column], other[column], sums[column % Lanes]);
        }
    }
}
