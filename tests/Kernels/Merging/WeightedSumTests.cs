using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging;

public sealed class WeightedSumTests
{
    private static readonly double[] Weights = [0.1, 0.25, 1.0 / 3, 0.3166666666666667, 0];

    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_same_bits(int length)
    {
        var contributions = Weights.Select((_, site) => Vectors.Normal(length, seed: site)).ToArray();
        var expected = Merge(contributions, SimdWidth.Scalar);
        foreach (var width in new[] { SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512 })
        {
            Vectors.AssertSameBits(expected, Merge(contributions, width));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    public void The_sum_is_the_exact_one_rounded_once(int length)
    {
        var contributions = Weights.Select((_, site) => Vectors.Normal(length, seed: 10 + site)).ToArray();
        var merged = Merge(contributions, SimdWidths.Widest);
        for (var i = 0; i < length; i++)
        {
            var exact = Weights.Select((weight, site) => (decimal)weight * (decimal)(double)contributions[site][i]).Sum();
            Assert.Equal((double)exact, merged[i], (Math.Abs((double)exact) * Math.Pow(2, -23.9)) + 1e-13);
        }
    }

    [Fact]
    public void What_cancels_leaves_what_is_small()
    {
        var sum = new WeightedSum(1);
        foreach (var value in new[] { 1e30f, 1f, 1e-3f, -1e30f })
        {
            sum.Add(1, [value]);
        }

        Assert.Equal(1.001f, Finish(sum)[0]);
    }

    [Fact]
    public void Ten_thousand_tenths_do_not_drift()
    {
        var sum = new WeightedSum(3);
        for (var i = 0; i < 10_000; i++)
        {
            sum.Add(0.1, [1f, -1f, 0.1f]);
        }

        Assert.Equal([1000f, -1000f, 100f], Finish(sum));
        Assert.Equal(10_000, sum.Count);
    }

    [Fact]
    public void A_vector_with_weight_one_is_its_own_sum() => Property.Holds(Property.Ordinary(), values =>
    {
        var sum = new WeightedSum(values.Length);
        sum.Add(1, values);
        return Finish(sum).SequenceEqual(values);
    });

    [Fact]
    public void A_non_finite_contribution_is_refused_and_adds_nothing()
    {
        var sum = new WeightedSum(40);
        var values = Vectors.Normal(40, seed: 1);
        sum.Add(1, values);
        var bad = values.ToArray();
        bad[33] = float.NegativeInfinity;

        Assert.Equal(33, Assert.Throws<NonFiniteValueException>(() => sum.Add(1, bad)).Index);
        Assert.Equal(values, Finish(sum));
        Assert.Equal(1, sum.Count);
    }

    [Fact]
    public void Overflow_is_an_error_that_names_the_coordinate()
    {
        var sum = new WeightedSum(2);
        sum.Add(1, [0f, float.MaxValue]);
        sum.Add(1, [0f, float.MaxValue]);

        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Finish(sum)).Index);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e39)]
    public void A_weight_outside_its_range_is_refused(double weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedSum(1).Add(weight, [1f]));

    [Fact]
    public void Another_length_is_refused()
    {
        Assert.Throws<LengthMismatchException>(() => new WeightedSum(2).Add(1, [1f]));
        Assert.Throws<LengthMismatchException>(() => new WeightedSum(2).Finish(new float[3]));
    }

    [Fact]
    public void A_cleared_sum_starts_again_and_allocates_nothing()
    {
        var sum = new WeightedSum(1000);
        var (values, destination) = (Vectors.Normal(1000, seed: 1), new float[1000]);
        sum.Add(0.5, values);
        sum.Finish(destination);
        Allocations.AssertNoneAfterFirst(() =>
        {
            sum.Clear();
            sum.Add(1, values);
            sum.Finish(destination);
        });

        Assert.Equal(values, destination);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_range_has_the_bits_of_one_addition_each(int length)
    {
        var contributions = Weights.Select((_, site) => Vectors.Normal(length, seed: site)).ToArray();
        var expected = Merge(contributions, SimdWidth.Scalar);
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            foreach (var split in new[] { 1, 2, 4 })
            {
                var sum = new WeightedSum(length);
                sum.AddRange(Contributions.Copying(contributions[..split]), Weights.AsSpan(..split), cores: 1, width);
                sum.AddRange(Contributions.Of(contributions[split..]), Weights.AsSpan(split..), cores: 3, width);
                Vectors.AssertSameBits(expected, Finish(sum));
                Assert.Equal(Weights.Length, sum.Count);
            }
        }
    }

    [Theory]
    [InlineData(0.5, float.NaN)]
    [InlineData(0, float.PositiveInfinity)]
    public void A_range_with_a_non_finite_contribution_is_refused_and_adds_nothing(double weight, float value)
    {
        var good = Vectors.Normal(5000, seed: 1);
        var bad = good.ToArray();
        bad[4999] = value;
        bad[4998] = value;
        var sum = new WeightedSum(5000);
        sum.Add(1, good);

        var error = Assert.Throws<NonFiniteValueException>(
            () => sum.AddRange(Contributions.Of(good, good, bad, bad), [0.5, 0.5, weight, weight]));

        Assert.Equal(("contribution 2", 4998), (error.Vector, error.Index));
        Assert.Equal(good, Finish(sum));
        Assert.Equal(1, sum.Count);
    }

    [Fact]
    public void A_range_that_overflows_is_an_error_of_the_sum_and_not_of_a_contribution()
    {
        var sum = new WeightedSum(2);
        sum.AddRange(Contributions.Of([0f, float.MaxValue], [0f, float.MaxValue]), [1, 1]);

        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Finish(sum)).Index);
    }

    [Fact]
    public void Weights_are_linear() => Property.Holds(Property.Ordinary(), values =>
    {
        var source = Contributions.Of(values, [.. values.Reverse()]);
        var (twice, once) = (new WeightedSum(values.Length), new WeightedSum(values.Length));
        twice.AddRange(source, [0.5, 0.25]);
        twice.AddRange(source, [0.25, 0.5]);
        once.AddRange(source, [0.75, 0.75]);
        return Finish(twice).SequenceEqual(Finish(once));
    });

    [Fact]
    public void A_range_of_wrong_length_number_or_weight_is_refused_and_adds_nothing()
    {
        var sum = new WeightedSum(2);
        Assert.Throws<LengthMismatchException>(() => sum.AddRange(Contributions.Of([1f]), [1]));
        Assert.Throws<LengthMismatchException>(() => sum.AddRange(Contributions.Of([1f, 1f]), [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.AddRange(Contributions.Of([1f, 1f], [1f, 1f]), [1, -1]));
        Assert.Equal([0f, 0f], Finish(sum));
        Assert.Equal(0, sum.Count);
    }

    [Fact]
    public void A_range_allocates_nothing_after_the_first()
    {
        var sum = new WeightedSum(5000);
        var source = Contributions.Of(Vectors.Normal(5000, seed: 1), Vectors.Normal(5000, seed: 2));
        Allocations.AssertNoneAfterFirst(() => sum.AddRange(source, [0.5, 0.5]));
    }

    private static float[] Merge(float[][] contributions, SimdWidth width)
    {
        var sum = new WeightedSum(contributions[0].Length);
        for (var site = 0; site < contributions.Length; site++)
        {
            sum.Add(Weights[site], contributions[site], width);
        }

        var destination = new float[sum.Length];
        sum.Finish(destination, width);
        return destination;
    }

    private static float[] Finish(WeightedSum sum)
    {
        var destination = new float[sum.Length];
        sum.Finish(destination);
        return destination;
    }
}
