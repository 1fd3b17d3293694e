using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>M' = P Q^T, or values minus that; the range counts rows.</summary>
internal readonly unsafe struct ReconstructionKernel(
    float* left, float* right, float* values, float* destination, MatrixShape shape, int rank, bool vector) : IRangeKernel
{
    /// <summary>A part starts at a multiple of it.</summary>
    public const int Granule = 4;

    private const int Lanes = 16;

    private readonly float* left = left;
    private readonly float* right = right;
    private readonly float* values = values;
    private readonly float* destination = destination;
    private readonly MatrixShape shape = shape;
    private readonly int rank = rank;
    private readonly bool vector = vector;

    public void Run(long start, long end)
    {
        var factors = stackalloc float[PowerIteration.MaxRank];
        for (var row = start; row < end; row++)
        {
            for (var r = 0; r < rank; r++)
            {
                factors[r] = left[((long)r * shape.Rows) + row];
            }

            var first = row * shape.Columns;
            Rebuild(first, (int)Math.Min(shape.Columns, shape.ElementCount - first), factors);
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    private void Rebuild(long first, int columns, float* factors)
    {
        long stride = shape.Columns;
        var (q, ranks) = ((nint)right, rank);
        var target = destination + first;
        var source = values is null ? null : values + first;
        var column = 0;
        for (; vector && columns - column >= Lanes; column += Lanes)
        {
            var at = (float*)q + column;
            var sum = Vector512.Create(factors[0]) * Vector512.Load(at);
            for (var r = 1; r < ranks; r++)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(factors[r]), Vector512.Load(at + (r * stride)), sum);
            }

            (source is null ? sum : Vector512.Load(source + column) - sum).Store(target + column);
        }

        for (; column < columns; column++)
        {
            var sum = factors[0] * right[column];
            for (var r = 1; r < ranks; r++)
            {
                sum = MathF.FusedMultiplyAdd(factors[r], right[(r * stride) + column], sum);
            }

            target[column] = source is null ? sum : source[column] - sum;
        }
    }
}
