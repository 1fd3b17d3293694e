using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Tests.Packing;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Rounding;

/// <summary>Bounds: <c>distributed_discrete_gaussian.rounded_l2</c> of the reference vectors.</summary>
public sealed class NormBoundedRoundingTests
{
    [Theory]
    [InlineData(10, 1024, 0.6065306597126334, 19.544820285692065, 382.00000000000006)]
    [InlineData(50, 64, 0, 58, 464)]
    [InlineData(300, 4_194_304, 0.6065306597126334, 1067.660994885549, 1139900.0)]
    public void Bounds_are_those_of_the_reference(double clip, long dimension, double bias, double l2, double l1)
    {
        var bound = new RoundingNormBound(clip, dimension, bias);

        Assert.Equal(l2, bound.L2, 1e-12 * l2);
        Assert.Equal(l1, bound.L1, 1e-12 * l1);
    }

    [Theory]
    [InlineData(-1, 1, 0.5)]
    [InlineData(double.NaN, 1, 0.5)]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, -0.1)]
    public void A_number_outside_its_range_is_refused(double clip, long dimension, double bias) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RoundingNormBound(clip, dimension, bias));

    [Fact]
    public void The_first_draw_within_the_bound_is_taken()
    {
        var values = Enumerable.Repeat(1.5f, 256).ToArray();
        var sums = Enumerable.Range(0, 16)
            .Select(i => RoundingOracle.Round(values, 1f, vector: 3, attempt: (uint)i).Sum(q => q * q)).ToArray();

        // With bias 0 the bound is the clip plus the root of the dimension: it admits the least of these draws.
        var bound = new RoundingNormBound(Math.Sqrt(sums.Min() + 0.5) - 16, 256, bias: 0);
        Assert.Equal((UInt128)sums.Min(), bound.MaxSumOfSquares);
        var rounded = new int[256];
        var attempt = NormBoundedRounding.Round(values, 1f, new(RoundingOracle.Seed, 3), bound, rounded);

        Assert.NotEqual(0u, attempt);
        Assert.Equal((uint)Array.IndexOf(sums, sums.Min()), attempt);
        Assert.Equal(RoundingOracle.Round(values, 1f, vector: 3, attempt: attempt), rounded);
    }

    [Fact]
    public void A_vector_beyond_the_bound_is_refused_after_the_attempts_and_clears_the_destination()
    {
        var rounded = new int[4];

        var error = Assert.Throws<RoundingAttemptsException>(() => NormBoundedRounding.Round(
            [3, 3, 3, 3], 1f, new(RoundingOracle.Seed), new RoundingNormBound(1, 4), rounded, maxAttempts: 5));

        Assert.Equal((5, (UInt128)36), (error.Attempts, error.SumOfSquares));
        Assert.Equal([0, 0, 0, 0], rounded);
    }

    [Fact]
    public void The_sum_of_squares_is_exact_at_every_size()
    {
        foreach (var length in Vectors.Sizes)
        {
            var values = PackingOracle.AnyInts(length, seed: length);
            UInt128 expected = 0;
            foreach (var value in values)
            {
                expected += (UInt128)((Int128)value * value);
            }

            Assert.Equal(expected, IntegerNorm.SumOfSquares(values));
        }

        Assert.Equal((UInt128)1 << 68, IntegerNorm.SumOfSquares([.. Enumerable.Repeat(int.MinValue, 64)]));
    }
}
