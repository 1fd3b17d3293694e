using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Pld;

public sealed class PldAccountantTests
{
    private const double Promised = 1e-3;

    // The independent computation that gave the true values is itself this good.
    private const double Reference = 2e-9;

    private readonly PldAccountant accountant = new();

    public static TheoryData<string> SubsampledGaussians =>
        [.. Vectors.Rows("poisson_subsampled_gaussian").Select(row => row.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(SubsampledGaussians))]
    public void A_subsampled_gaussian_is_just_above_the_truth(string id)
    {
        var row = Vectors.Rows("poisson_subsampled_gaussian").Single(row => row.GetProperty("id").GetString() == id);
        var releases = Sampled.Releases(row);
        var truth = row.Number("true_eps_independent_tilted_fft");

        Close.JustAbove(truth, accountant.Epsilon(releases, row.Number("delta")).Epsilon, Promised, Reference);
        Close.JustAbove(row.Number("delta"), accountant.Delta(releases, truth), 0.01, 1e-7);
    }

    [Fact]
    public void A_gaussian_is_just_above_the_analytic_epsilon() => Assert.All(
        Vectors.Rows("other", "gaussian"),
        row => Close.JustAbove(
            row.Number("exact_eps"),
            accountant.Epsilon(
                [new(new GaussianMechanism(row.Number("sigma")), row.GetProperty("k").GetInt64())], row.Number("delta")).Epsilon,
            Promised));

    [Fact]
    public void Laplace_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "laplace"),
        row => Close.Equal(
            row.Number("pld_eps"),
            accountant.Epsilon(
                [new(new LaplaceMechanism(row.Number("b")), row.GetProperty("k").GetInt64())], row.Number("delta")).Epsilon,
            Promised));

    [Fact]
    public void A_single_laplace_is_exact_to_a_thousandth_where_its_loss_has_an_atom()
    {
        // For b = 3 the atom is at 1/3; just below it, delta = (1 - exp(e - 1/3)) / 2 + ... starts from 0.
        var epsilon = accountant.Epsilon([new(new LaplaceMechanism(3))], 1e-9).Epsilon;

        Close.Equal(1.0 / 3, epsilon, Promised);
    }

    [Fact]
    public void A_subsampled_laplace_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "laplace_subsampled_pld"),
        row => Close.Equal(
            row.Number("pld_eps"),
            accountant.Epsilon(
                [new(new PoissonSampledMechanism(new LaplaceMechanism(row.Number("b")), row.Number("q")), row.GetProperty("k").GetInt64())],
                row.Number("delta")).Epsilon,
            Promised));

    [Fact]
    public void A_discrete_gaussian_lies_between_the_optimistic_and_the_pessimistic_reference() => Assert.All(
        Vectors.Rows("other", "discrete_gaussian"),
        row =>
        {
            var mechanism = new DiscreteGaussianMechanism(row.Number("sigma"), row.GetProperty("sens").GetInt64());
            Release[] releases = [new(mechanism, row.GetProperty("k").GetInt64())];
            var epsilon = accountant.Epsilon(releases, row.Number("delta")).Epsilon;

            Assert.InRange(epsilon, row.Number("pld_opt") * (1 - 1e-9), row.Number("pld_pb_pess") * (1 + Promised));
            Close.Equal(row.Number("pld_cd"), epsilon, Promised);
        });

    [Fact]
    public void A_single_discrete_gaussian_has_its_exact_delta() => Assert.All(
        Vectors.Rows("other", "discrete_gaussian").SkipLast(1),
        row => Close.JustAbove(
            row.Number("delta_eps1_exact_k1"),
            accountant.Delta(
                [new(new DiscreteGaussianMechanism(row.Number("sigma"), row.GetProperty("sens").GetInt64()))], 1),
            Promised,
            1e-12));

    [Fact]
    public void A_subsampled_discrete_gaussian_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "discrete_gaussian_subsampled"),
        row => Close.Equal(
            row.Number("pld_cd"),
            accountant.Epsilon(
                [
                    new(
                        new PoissonSampledMechanism(
                            new DiscreteGaussianMechanism(row.Number("sigma"), row.GetProperty("sens").GetInt64()), row.Number("q")),
                        row.GetProperty("k").GetInt64()),
                ],
                row.Number("delta")).Epsilon,
            Promised));

    [Fact]
    public void Different_mechanisms_compose() => Close.Equal(
        Vectors.At("other", "heterogeneous").Number("pld"),
        accountant.Epsilon(Mixture.Releases, Vectors.At("other", "heterogeneous").Number("delta")).Epsilon,
        Promised);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-12)]
    [InlineData(1e-15)]
    public void Small_deltas_are_right(double delta)
    {
        // A thousand normal releases are one: the truth is known however small delta is.
        var truth = Privacy.Accounting.Analytic.AnalyticGaussian.Epsilon(30 / Math.Sqrt(1000), delta);

        Close.JustAbove(truth, accountant.Epsilon([new(new GaussianMechanism(30), 1000)], delta).Epsilon, Promised);
        Close.JustAbove(delta, accountant.Delta([new(new GaussianMechanism(30), 1000)], truth), 0.02);
    }

    [Fact]
    public void Millions_of_releases_are_right() => Close.JustAbove(
        Privacy.Accounting.Analytic.AnalyticGaussian.Epsilon(3, 1e-10),
        accountant.Epsilon([new(new GaussianMechanism(3000 * Math.Sqrt(100)), 100_000_000)], 1e-10).Epsilon,
        Promised);

    [Fact]
    public void Nothing_released_or_nothing_sampled_costs_nothing()
    {
        Assert.Equal(0, accountant.Epsilon([], 1e-5).Epsilon);
        Assert.Equal(0, accountant.Epsilon([new(Sampled.Gaussian(1, 0), 1000)], 1e-5).Epsilon);
        Assert.Equal(0, accountant.Delta([new(Sampled.Gaussian(1, 0), 1000)], 0));
    }

    [Fact]
    public void A_delta_above_what_is_ever_revealed_costs_nothing() =>
        Assert.Equal(0, accountant.Epsilon([new(new GaussianMechanism(1000))], 0.1).Epsilon);

    [Fact]
    public void A_mechanism_without_a_loss_distribution_is_refused() => Assert.Contains(
        "RDP",
        Assert.Throws<UnsupportedMechanismException>(() => accountant.Epsilon([new(new SkellamMechanism(1))], 1e-5)).Remedy,
        StringComparison.Ordinal);
}
