using System.Text.Json;
using Tapestry.Privacy.Accounting;
using Tapestry.Privacy.Accounting.Calibration;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Calibration;

public sealed class NoiseCalibrationTests
{
    [Fact]
    public void Rdp_agrees_with_the_reference_and_satisfies() => Assert.All(
        Vectors.Rows("calibration"),
        row => Close.Equal(row.Number("sigma_rdp_google"), Calibrated(row, new RdpAccountant()), 1e-3 + Loose(row)));

    [Fact]
    public void Pld_agrees_with_the_reference_and_satisfies() => Assert.All(
        Vectors.Rows("calibration"),
        row => Close.JustAbove(row.Number("sigma_pld_1e4"), Calibrated(row, new PldAccountant()), 1e-3, CoarseGrid(row)));

    [Fact]
    public void Whole_order_rdp_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "gauss_nm"),
        row => Close.Equal(
            row.Number("nm"),
            NoiseCalibration.Calibrate(
                noise => [new(Sampled.Gaussian(noise, row.Number("q")), row.GetProperty("steps").GetInt64())],
                new RdpAccountant(RdpOrders.Whole),
                row.Number("eps"),
                row.Number("delta")),
            1e-3));

    public static TheoryData<string> Mechanisms => ["laplace", "discrete", "skellam", "fixed-size", "sampled laplace"];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Every_mechanism_calibrates(string name)
    {
        Release[] Releases(double noise) =>
        [
            new(
                name switch
                {
                    "laplace" => new LaplaceMechanism(noise),
                    "discrete" => new DiscreteGaussianMechanism(noise),
                    "skellam" => new SkellamMechanism(noise * noise),
                    "fixed-size" => new FixedSizeSampledGaussianMechanism(noise, 0.05),
                    _ => new PoissonSampledMechanism(new LaplaceMechanism(noise), 0.1),
                },
                20),
        ];
        foreach (IPrivacyAccountant accountant in Accountants(Releases(1)))
        {
            var noise = NoiseCalibration.Calibrate(Releases, accountant, 2, 1e-6);

            Assert.InRange(accountant.Epsilon(Releases(noise), 1e-6).Epsilon, 2 * (1 - 1e-3), 2);
        }
    }

    [Fact]
    public void A_guarantee_that_any_noise_meets_gives_the_least_noise() => Assert.Equal(
        NoiseCalibration.LeastNoise,
        NoiseCalibration.Calibrate(noise => [new(new GaussianMechanism(noise))], new PldAccountant(), 1e9, 1e-5));

    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(double.PositiveInfinity, 1e-5)]
    [InlineData(1, 0)]
    [InlineData(1, 1.5)]
    public void Wrong_goals_are_refused(double epsilon, double delta) => Assert.Throws<PrivacyParameterException>(
        () => NoiseCalibration.Calibrate(noise => [new(new GaussianMechanism(noise))], new RdpAccountant(), epsilon, delta));

    private static IEnumerable<IPrivacyAccountant> Accountants(Release[] releases) =>
        releases[0].Mechanism.HasLossDistribution ? [new RdpAccountant(), new PldAccountant()] : [new RdpAccountant()];

    private static double Calibrated(JsonElement row, IPrivacyAccountant accountant)
    {
        Release[] Releases(double noise) => [new(Sampled.Gaussian(noise, row.Number("q")), row.GetProperty("steps").GetInt64())];
        var noise = NoiseCalibration.Calibrate(Releases, accountant, row.Number("target_eps"), row.Number("delta"));
        Assert.True(accountant.Epsilon(Releases(noise), row.Number("delta")).Epsilon <= row.Number("target_eps"));
        return noise;
    }

    // The reference's grid of 1e-4 adds 0.2 % to an epsilon of 0.1 over 2000 steps.
    private static double CoarseGrid(JsonElement row) => row.Number("target_eps") < 1 ? 2.5e-3 : 1e-3;

    // The reference ignores signs at fractional orders; the bound with signs needs less noise at large sampling rates.
    private static double Loose(JsonElement row) => row.Number("q") < 0.5
        ? 0
        : 1 - (row.Number("sigma_rdp_signed_opacus_orders") / row.Number("sigma_rdp_google"));
}
