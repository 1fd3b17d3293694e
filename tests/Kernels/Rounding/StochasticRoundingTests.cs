using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Packing;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Rounding;

public sealed class StochasticRoundingTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_and_core_count_gives_the_integers_of_the_definition(int length)
    {
        var values = Vectors.Normal(length, seed: length, scale: 50);
        var expected = RoundingOracle.Round(values, 3f, vector: 7, attempt: 2);
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            foreach (var cores in new[] { 1, 2 })
            {
                var rounded = new int[length];
                StochasticRounding.Round(values, 3f, new(RoundingOracle.Seed, 7, 2), rounded, cores, width);
                PackingOracle.AssertSame<int>(expected, rounded);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1023)]
    [InlineData(9001)]
    public void Round_and_pack_gives_the_bytes_of_rounding_then_packing(int length)
    {
        var values = Vectors.Normal(length, seed: length, scale: 3);
        foreach (var bits in new[] { 5, 8, 12, 16, 31, 32 })
        {
            var expected = PackingOracle.Pack(RoundingOracle.Round(values, 0.5f), bits);
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                var packed = new byte[expected.Length];
                StochasticRounding.RoundAndPack(values, 0.5f, new(RoundingOracle.Seed), bits, packed, 2, width);
                PackingOracle.AssertSame<byte>(expected, packed);
            }
        }
    }

    [Fact]
    public void The_mean_over_draws_is_the_value()
    {
        float[] values = [0.1f, -0.1f, 2.75f, -2.75f, 1e-3f, 5f, 0.5f, -7.999f];
        const int draws = 20_000;
        var sums = new long[values.Length];
        var rounded = new int[values.Length];
        for (uint draw = 0; draw < draws; draw++)
        {
            StochasticRounding.Round(values, 1f, new(RoundingOracle.Seed, 0, draw), rounded);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += rounded[i];
            }
        }

        // Five standard errors of a coin that is 1 with the probability of the fraction.
        Assert.All(values.Zip(sums), pair =>
        {
            var fraction = pair.First - Math.Floor(pair.First);
            var deviation = Math.Sqrt(fraction * (1 - fraction) / draws);
            Assert.Equal(pair.First, pair.Second / (double)draws, (5 * deviation) + 1e-6);
        });
    }

    [Fact]
    public void Ties_of_first_numbers_are_decided_by_second_ones()
    {
        // One coordinate in 2^16 ties: about six of these do.
        var values = Vectors.Normal(400_000, seed: 5, scale: 50);
        var expected = RoundingOracle.Round(values, 3f);
        foreach (var width in new[] { SimdWidth.Scalar, SimdWidths.Widest })
        {
            var rounded = new int[values.Length];
            StochasticRounding.Round(values, 3f, new(RoundingOracle.Seed), rounded, 2, width);
            PackingOracle.AssertSame<int>(expected, rounded);
        }
    }

    [Theory]
    [InlineData(20, 16)]
    [InlineData(22, 4)]
    public void Probabilities_below_one_in_two_to_the_16_are_kept(int exponent, int expected)
    {
        // 2^24 draws; a first number alone would round up none of them, or 256.
        var values = new float[1 << 20];
        Array.Fill(values, MathF.ScaleB(1, -exponent));
        var rounded = new int[values.Length];
        var ups = 0L;
        for (uint attempt = 0; attempt < 16; attempt++)
        {
            StochasticRounding.Round(values, 1f, new(RoundingOracle.Seed, 0, attempt), rounded);
            ups += rounded.Sum();
        }

        Assert.InRange(ups, 1, expected + (5 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Integers_stay_as_they_are_and_others_go_to_a_neighbour() => Property.Holds(Property.Ordinary(), values =>
    {
        var rounded = new int[values.Length];
        StochasticRounding.Round(values, 1f, new(RoundingOracle.Seed), rounded);
        return values.Zip(rounded).All(pair =>
            pair.Second == (int)MathF.Floor(pair.First) || pair.Second == (int)MathF.Ceiling(pair.First));
    });

    [Fact]
    public void A_product_of_the_limit_is_rounded_and_one_beyond_is_refused_by_index()
    {
        float[] values = [0, -2147483520f, 2147483520f];
        var rounded = new int[3];
        StochasticRounding.Round(values, 1f, new(RoundingOracle.Seed), rounded);
        Assert.Equal([0, -2147483520, 2147483520], rounded);

        var error = Assert.Throws<RoundingRangeException>(
            () => StochasticRounding.Round(values, 1.0001f, new(RoundingOracle.Seed), rounded));
        Assert.Equal((1, -2147483520f, 1.0001f), ((int)error.Index, error.Value, error.Scale));
        Assert.Equal([0, 0, 0], rounded);
    }

    [Theory]
    [InlineData(12, 2047f, true)]
    [InlineData(12, -2047.5f, false)]
    [InlineData(1, 0f, true)]
    [InlineData(1, 0.5f, false)]
    public void Packing_refuses_what_could_round_out_of_the_width(int bits, float value, bool fits)
    {
        var packed = new byte[BitPacking.ByteCount(20, bits)];
        var values = new float[20];
        values[18] = value;
        void Round() => StochasticRounding.RoundAndPack(values, 1f, new(RoundingOracle.Seed), bits, packed);

        if (fits)
        {
            Round();
            Assert.Equal(PackingOracle.Pack([.. values.Select(v => (int)v)], bits), packed);
            return;
        }

        var error = Assert.Throws<RoundingRangeException>(Round);
        Assert.Equal((18, (1L << (bits - 1)) - 1), ((int)error.Index, error.Limit));
        Assert.All(packed, b => Assert.Equal(0, b));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_non_finite_coordinate_is_refused_by_index_and_leaves_nothing(float value)
    {
        var values = new float[100];
        values[63] = value;
        var rounded = Enumerable.Repeat(9, 100).ToArray();

        Assert.Equal(63, Assert.Throws<NonFiniteValueException>(
            () => StochasticRounding.Round(values, 1f, new(RoundingOracle.Seed), rounded)).Index);
        Assert.All(rounded, integer => Assert.Equal(0, integer));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_scale_outside_its_range_is_refused_by_name(float scale)
    {
        Assert.Equal("scale", Assert.Throws<ArgumentOutOfRangeException>(
            () => StochasticRounding.Round([1f], scale, new(RoundingOracle.Seed), new int[1])).ParamName);
        Assert.Equal("scale", Assert.Throws<ArgumentOutOfRangeException>(
            () => NearestRounding.Round([1f], scale, new int[1])).ParamName);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<LengthMismatchException>(
            () => StochasticRounding.Round([1f], 1f, new(RoundingOracle.Seed), new int[2]));
        Assert.Throws<LengthMismatchException>(
            () => StochasticRounding.RoundAndPack([1f], 1f, new(RoundingOracle.Seed), 12, new byte[1]));
        Assert.Throws<LengthMismatchException>(() => new RoundingSeed(new byte[33]));
    }

    [Fact]
    public void The_seed_is_not_shown() =>
        Assert.DoesNotContain("101", $"{new RoundingDraw(RoundingOracle.Seed)}", StringComparison.Ordinal);
}
