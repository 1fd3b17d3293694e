using System.Numerics;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Noise.Tables;

namespace Tapestry.Kernels.Tests.Noise;

/// <summary>The laws that the tables hold against their definitions.</summary>
public sealed class DiscreteLawTests
{
    private static readonly double Limit = Math.ScaleB(1, -75);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(37.25)]
    [InlineData(100)]
    [InlineData(194)]
    [InlineData(195)]
    [InlineData(400)]
    public void A_discrete_Gaussian_is_exact_to_two_to_the_minus_75(double sigma)
    {
        var law = new TableLaw(new DiscreteGaussianSampler(sigma).Law);

        AssertProper(law);
        Assert.InRange(ExactLaw.DiscreteGaussian(sigma).DistanceFrom(law), 0, Limit);
    }

    [Theory]
    [InlineData(0.09)]
    [InlineData(0.25)]
    [InlineData(2)]
    [InlineData(150.5)]
    public void A_small_Skellam_law_is_exact_to_two_to_the_minus_75(double variance)
    {
        var law = new TableLaw(new SkellamSampler(variance).Law);

        AssertProper(law);
        Assert.InRange(ExactLaw.SkellamBySeries(variance).DistanceFrom(law), 0, Limit);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(37_636)]
    [InlineData(37_637)]
    [InlineData(160_000)]
    public void A_large_Skellam_law_is_exact_to_two_to_the_minus_75(double variance)
    {
        var law = new TableLaw(new SkellamSampler(variance).Law);

        AssertProper(law);
        var exact = ExactLaw.SkellamByIntegral(variance, law.Probabilities.Count + 200);
        Assert.InRange(exact.DistanceFrom(law), 0, Limit);
    }

    [Fact]
    public void The_distance_tells_laws_apart()
    {
        var law = new TableLaw(new DiscreteGaussianSampler(1.5).Law);

        Assert.InRange(ExactLaw.DiscreteGaussian(1.5 * (1 + 1e-15)).DistanceFrom(law), Limit, 1e-14);
        Assert.InRange(ExactLaw.SkellamBySeries(2.25).DistanceFrom(law), 0.01, 0.1);
    }

    // From the reference vectors: dg_pmf_sigma1.5.
    [Fact]
    public void A_discrete_Gaussian_has_the_published_probabilities() => AssertProbabilities(
        new DiscreteGaussianSampler(1.5).Law,
        [0.2659615202676218, 0.2129653370149015, 0.10934004978399575, 0.0359939776754587, 0.007597324015864962, 0.0010281859975274045]);

    // From the reference vectors: skellam_pmf_var2.
    [Fact]
    public void A_Skellam_law_has_the_published_probabilities() => AssertProbabilities(
        new SkellamSampler(2).Law,
        [0.30850832255367105, 0.21526928924893768, 0.09323903330473339, 0.028791222639470898, 0.006865365386320685]);

    // From the reference vectors: dg_var_sigma0.5 and dg_var_sigma1.5. Large sigma: the variance is sigma squared.
    [Theory]
    [InlineData(0.5, 0.21501267508813848)]
    [InlineData(1.5, 2.25)]
    [InlineData(100, 10_000)]
    [InlineData(12_345.678, 12_345.678 * 12_345.678)]
    [InlineData(1e6, 1e12)]
    public void The_variance_is_that_of_the_law(double sigma, double variance) =>
        Assert.Equal(1, new DiscreteGaussianSampler(sigma).Variance / variance, 1e-12);

    [Theory]
    [InlineData(0.09)]
    [InlineData(2)]
    [InlineData(37_636)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void The_tables_of_a_Skellam_law_have_its_variance(double variance) =>
        Assert.Equal(1, new SkellamSampler(variance).Law.Variance() / variance, 1e-12);

    [Theory]
    [InlineData(0.29)]
    [InlineData(1_000_001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_sigma_outside_the_range_is_refused(double sigma)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiscreteGaussianSampler(sigma));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkellamSampler(sigma * sigma));
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(194, 1)]
    [InlineData(195, 2)]
    [InlineData(1e6, 3)]
    public void A_sample_takes_one_to_three_draws(double sigma, int layers)
    {
        var law = new DiscreteGaussianSampler(sigma).Law;

        Assert.Equal(layers, law.Layers.Length);
        Assert.All(law.Tables, table => Assert.InRange(table.IndexBits, 1, 12));
        Assert.Equal(law.LargestMagnitude, law.Layers.Zip(law.Tables, (layer, table) => layer.Multiplier * table.Center).Sum());
        Assert.InRange(law.LargestMagnitude, 6.6 * sigma, 11 * sigma);
    }

    [Fact]
    public void The_split_of_a_variance_adds_up_and_fits_a_table()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var sigma = FixedPoint.FromDouble(194 * Math.Pow(5000, random.NextDouble()));
            var split = VarianceSplit.Of(sigma * sigma);
            var sum = split.Fine + (split.Coarse * (split.Step * split.Step));

            Assert.True(BigInteger.Abs((sum - (sigma * sigma)).Raw) < BigInteger.One << 60);
            Assert.False(split.Coarse > VarianceSplit.LargestOfTable);
            Assert.True(split.Coarse > VarianceSplit.LargestOfTable / 5);
        }
    }

    private static void AssertProper(TableLaw law)
    {
        Assert.Equal(BigInteger.One << law.ScaleBits, law.Total);
        Assert.True(law.IsSymmetric);
    }

    private static void AssertProbabilities(LayeredLaw law, double[] expected)
    {
        var table = new TableLaw(law);
        for (var x = 0; x < expected.Length; x++)
        {
            Assert.Equal(1, table.Probability(x) / expected[x], 1e-13);
        }
    }
}
