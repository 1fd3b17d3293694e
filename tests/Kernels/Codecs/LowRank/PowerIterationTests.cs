using Tapestry.Kernels.Codecs.LowRank;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.LowRank;

public sealed class PowerIterationTests
{
    private const int Rank = 3;

    private static readonly MatrixShape Shape = new(1000, 23);

    [Fact]
    public void Both_products_follow_the_double_precision_oracle()
    {
        var (matrix, right, left) = (Vectors.Normal(1000, seed: 1), Start(1), new float[Rank * Shape.Rows]);
        PowerIteration.ProjectRows(matrix, Shape, Rank, right, left);
        for (var r = 0; r < Rank; r++)
        {
            for (var row = 0; row < Shape.Rows; row++)
            {
                var exact = Enumerable.Range(0, 23).Sum(c => At(matrix, row, c) * right[(r * 23) + c]);
                Assert.Equal(exact, left[(r * Shape.Rows) + row], 1e-5);
            }
        }

        PowerIteration.Orthonormalize(left, Rank);
        PowerIteration.ProjectColumns(matrix, Shape, Rank, left, right);
        for (var r = 0; r < Rank; r++)
        {
            for (var c = 0; c < 23; c++)
            {
                var exact = Enumerable.Range(0, Shape.Rows).Sum(row => At(matrix, row, c) * left[(r * Shape.Rows) + row]);
                Assert.Equal(exact, right[(r * 23) + c], 1e-5);
            }
        }
    }

    [Fact]
    public void Orthonormal_vectors_have_unit_length_and_no_common_part()
    {
        var factor = Vectors.Normal(8 * 500, seed: 3);
        for (var i = 0; i < 500; i++)
        {
            // Nearly parallel to the first: once over would leave a common part.
            factor[500 + i] = factor[i] + (1e-4f * factor[500 + i]);
        }

        PowerIteration.Orthonormalize(factor, 8);
        for (var a = 0; a < 8; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var dot = Enumerable.Range(0, 500).Sum(i => (double)factor[(a * 500) + i] * factor[(b * 500) + i]);
                Assert.Equal(a == b ? 1 : 0, dot, 1e-6);
            }
        }
    }

    [Fact]
    public void A_dependent_vector_becomes_zero()
    {
        float[] factor = [1f, 2f, 2f, 2f, 4f, 4f];
        PowerIteration.Orthonormalize(factor, 2);

        Assert.Equal([1 / 3f, 2 / 3f, 2 / 3f, 0f, 0f, 0f], factor);
    }

    [Fact]
    public void Sites_that_sum_both_steps_compress_the_sum_of_their_matrices()
    {
        var sites = Enumerable.Range(0, 5).Select(site => Vectors.Normal(1000, seed: 10 + site)).ToArray();
        var total = Sum(sites);
        var left = Sum(sites.Select(site => Rows(site, Start(2))));
        PowerIteration.Orthonormalize(left, Rank);
        var right = Sum(sites.Select(site => Columns(site, left)));

        var expectedLeft = Rows(total, Start(2));
        PowerIteration.Orthonormalize(expectedLeft, Rank);
        var expectedRight = Columns(total, expectedLeft);

        Assert.All(left.Zip(expectedLeft), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(right.Zip(expectedRight), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void The_residual_is_what_the_projection_leaves_by_pythagoras()
    {
        var matrix = Vectors.Normal(1000, seed: 4);
        var left = Rows(matrix, Start(3));
        PowerIteration.Orthonormalize(left, Rank);
        var right = Columns(matrix, left);
        var rebuilt = new float[1000];
        PowerIteration.Reconstruct(left, right, Shape, Rank, rebuilt);

        // The short last row is cut off, so the rebuilt whole is measured by the factor instead.
        var full = new MatrixShape(Shape.Rows * 23, 23);
        var whole = new float[full.ElementCount];
        PowerIteration.Reconstruct(left, right, full, Rank, whole);
        Assert.Equal(Square(right), Square(whole), 1e-3);
        Assert.Equal(rebuilt, whole.Take(1000));
        Assert.Equal(Square(matrix) - Square(right), whole.Select((value, i) => Math.Pow((i < 1000 ? matrix[i] : 0) - value, 2)).Sum(), 1e-3);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<LengthMismatchException>(() => PowerIteration.ProjectRows(new float[999], Shape, Rank, Start(1), new float[Rank * Shape.Rows]));
        Assert.Throws<LengthMismatchException>(() => PowerIteration.ProjectRows(new float[1000], Shape, Rank, Start(1), new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerIteration.Orthonormalize(new float[9], 9));
        Assert.Throws<LengthMismatchException>(() => PowerIteration.Orthonormalize(new float[8], 3));
        Assert.Throws<NonFiniteValueException>(() => PowerIteration.Orthonormalize([float.NaN], 1));
        Assert.Throws<ValueOutOfRangeException>(
            () => PowerIteration.ProjectRows(new float[1000], Shape, Rank, [.. Start(1).Select(x => x + 2)], new float[Rank * Shape.Rows]));
    }

    private static float[] Start(byte seed)
    {
        var right = new float[Rank * 23];
        PowerIteration.FillStart([.. Enumerable.Repeat(seed, 32)], right);
        Assert.All(right, value => Assert.InRange(value, -1f, 1f));
        return right;
    }

    private static float[] Rows(float[] matrix, float[] right)
    {
        var left = new float[Rank * Shape.Rows];
        PowerIteration.ProjectRows(matrix, Shape, Rank, right, left);
        return left;
    }

    private static float[] Columns(float[] matrix, float[] left)
    {
        var right = new float[Rank * 23];
        PowerIteration.ProjectColumns(matrix, Shape, Rank, left, right);
        return right;
    }

    private static float[] Sum(IEnumerable<float[]> vectors) =>
        vectors.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);

    private static double Square(float[] values) => values.Sum(value => (double)value * value);

    private static double At(float[] matrix, int row, int column) =>
        (row * 23) + column < matrix.Length ? matrix[(row * 23) + column] : 0;
}
