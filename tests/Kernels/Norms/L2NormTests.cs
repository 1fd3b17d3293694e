using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class L2NormTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_stated_order_one_coordinate_at_a_time_gives_the_same_bits(int length)
    {
        var values = Vectors.AnyFinite(length, seed: length);

        Assert.Equal(InStatedOrder(values), L2Norm.SumOfSquares(values));
        Assert.Equal(InStatedOrder(values), L2Norm.SumOfSquares(values, cores: 3));
    }

    [Fact]
    public void More_blocks_than_are_held_at_a_time_follow_the_stated_order_on_any_cores()
    {
        var values = new float[(257 * L2Norm.BlockLength) + 3];
        for (var i = 0; i < values.Length; i += 1000)
        {
            values[i] = i * 1e-3f;
        }

        var expected = 0.0;
        for (var start = 0; start < values.Length; start += L2Norm.BlockLength)
        {
            expected += L2Norm.SumOfSquares(values.AsSpan(start, Math.Min(L2Norm.BlockLength, values.Length - start)));
        }

        Assert.Equal(expected, L2Norm.SumOfSquares(values));
        Assert.Equal(expected, L2Norm.SumOfSquares(values, cores: 2));
    }

    [Fact]
    public void Any_finite_vector_follows_the_stated_order() =>
        Property.Holds(Property.AnyFinite(), values => InStatedOrder(values).Equals(L2Norm.SumOfSquares(values)));

    [Fact]
    public void Block_sums_of_slices_add_up_to_the_whole()
    {
        var values = Vectors.Normal((3 * L2Norm.BlockLength) + 5, seed: 1);
        var sum = 0.0;
        for (var start = 0; start < values.Length; start += L2Norm.BlockLength)
        {
            sum += L2Norm.SumOfSquares(values.AsSpan(start, Math.Min(L2Norm.BlockLength, values.Length - start)));
        }

        Assert.Equal(sum, L2Norm.SumOfSquares(values));
    }

    [Fact]
    public void Extremes_neither_overflow_nor_vanish()
    {
        Assert.Equal(Math.Sqrt(2) * float.MaxValue, L2Norm.Of([float.MaxValue, -float.MaxValue]), 1e25);
        Assert.Equal(float.Epsilon, L2Norm.Of([float.Epsilon]));
    }

    [Fact]
    public void A_non_finite_coordinate_is_refused_by_index()
    {
        var values = new float[1000];
        values[613] = float.NaN;

        Assert.Equal(613, Assert.Throws<NonFiniteValueException>(() => L2Norm.Of(values)).Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => L2Norm.Of([], cores: 0));
    }

    private static double InStatedOrder(float[] values)
    {
        var total = 0.0;
        foreach (var block in values.Chunk(L2Norm.BlockLength))
        {
            var partial = new double[32];
            for (var i = 0; i < block.Length; i++)
            {
                partial[i % 32] += (double)block[i] * block[i];
            }

            for (var half = 16; half > 0; half /= 2)
            {
                partial = [.. Enumerable.Range(0, half).Select(i => partial[i] + partial[i + half])];
            }

            total += partial[0];
        }

        return total;
    }
}
