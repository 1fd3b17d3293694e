using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>Q = M^T P; the range counts columns. Eight rows pass over a sum between its load and its store.</summary>
internal readonly unsafe struct ColumnProjectionKernel(
    float* matrix, float* left, float* right, MatrixShape shape, int rank, bool vector) : IRangeKernel
{
    /// <summary>A part starts at a multiple of it.</summary>
    public const int Granule = 256;

    private const int Lanes = 16;
    private const int RowsAtOnce = 8;

    private readonly float* matrix = matrix;
    private readonly float* left = left;
    private readonly float* right = right;
    private readonly MatrixShape shape = shape;
    private readonly int rank = rank;
    private readonly bool vector = vector;

    public void Run(long start, long end)
    {
        for (var r = 0; r < rank; r++)
        {
            new Span<float>(right + ((long)r * shape.Columns) + start, (int)(end - start)).Clear();
        }

        var row = 0;
        for (; vector && (long)(row + RowsAtOnce) * shape.Columns <= shape.ElementCount; row += RowsAtOnce)
        {
            for (var r = 0; r < rank; r++)
            {
                AddEightRows(row, left + ((long)r * shape.Rows) + row, right + ((long)r * shape.Columns), start, end);
            }
        }

        for (; row < shape.Rows; row++)
        {
            var columns = Math.Min(end, shape.ElementCount - ((long)row * shape.Columns));
            for (var r = 0; r < rank; r++)
            {
                AddRow(row, left[((long)r * shape.Rows) + row], right + ((long)r * shape.Columns), start, columns);
            }
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private void AddEightRows(int row, float* factors, float* sums, long start, long end)
    {
        var (stride, source) = ((long)shape.Columns, (nint)(matrix + ((long)row * shape.Columns)));
        var column = start;
        for (; end - column >= Lanes; column += Lanes)
        {
            var at = (float*)source + column;
            var sum = Vector512.Load(sums + column);
            for (var i = 0; i < RowsAtOnce; i++)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(factors[i]), Vector512.Load(at + (i * stride)), sum);
            }

            sum.Store(sums + column);
        }

        for (var i = 0; i < RowsAtOnce; i++)
        {
            AddRow(row + i, factors[i], sums, column, end);
        }
    }

    private void AddRow(int row, float factor, float* sums, long start, long end)
    {
        var source = matrix + ((long)row * shape.Columns);
        for (var column = start; column < end; column++)
        {
            sums[column] = MathF.FusedMultiplyAdd(factor, source[column], sums[column]);
        }
    }
}
