using Tapestry.Privacy.Accounting.Analytic;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Analytic;

public sealed class AnalyticGaussianTests
{
    [Fact]
    public void Epsilon_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "gaussian"),
        row => Close.Equal(
            row.Number("exact_eps"),
            AnalyticGaussian.Epsilon(row.Number("sigma") / Math.Sqrt(row.Number("k")), row.Number("delta")),
            1e-11));

    [Fact]
    public void Delta_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "gaussian_delta"),
        row => Close.Equal(row.Number("delta"), AnalyticGaussian.Delta(row.Number("sigma"), row.Number("eps")), 1e-12));

    [Fact]
    public void Noise_agrees_with_the_reference_and_satisfies() => Assert.All(
        Vectors.Rows("other", "gaussian_sigma_for"),
        row =>
        {
            var noise = AnalyticGaussian.NoiseMultiplier(row.Number("eps"), row.Number("delta"));

            Close.Equal(row.Number("sigma"), noise, 1e-9);
            Assert.True(AnalyticGaussian.Delta(noise, row.Number("eps")) <= row.Number("delta"));
        });

    [Theory]
    [InlineData(1e-3, 1e-5)]
    [InlineData(50, 1e-12)]
    [InlineData(1, 1e-300)]
    [InlineData(1e6, 1e-3)]
    public void Extremes_are_finite_and_consistent(double noise, double delta)
    {
        var epsilon = AnalyticGaussian.Epsilon(noise, delta);

        Assert.True(double.IsFinite(epsilon));
        Assert.InRange(AnalyticGaussian.Delta(noise, epsilon), 0, delta);
    }

    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(-1, 1e-5)]
    [InlineData(double.NaN, 1e-5)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Wrong_numbers_are_refused(double noise, double delta) =>
        Assert.Throws<PrivacyParameterException>(() => AnalyticGaussian.Epsilon(noise, delta));
}
