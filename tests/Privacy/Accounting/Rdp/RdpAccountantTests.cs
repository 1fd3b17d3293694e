using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Rdp;

public sealed class RdpAccountantTests
{
    private static readonly double[] WholeTo256 = [.. Enumerable.Range(2, 255).Select(order => (double)order)];

    [Fact]
    public void Whole_orders_agree_with_the_reference() => Assert.All(
        Vectors.Rows("poisson_subsampled_gaussian"),
        row => Close.Equal(
            row.Number("rdp_eps_google_integer_orders_2_256"),
            new RdpAccountant(WholeTo256).Epsilon(Sampled.Releases(row), row.Number("delta")).Epsilon,
            1e-9));

    [Fact]
    public void Default_orders_lie_between_the_exact_optimum_and_the_loose_reference() => Assert.All(
        Vectors.Rows("poisson_subsampled_gaussian"),
        row =>
        {
            var bound = new RdpAccountant().Epsilon(Sampled.Releases(row), row.Number("delta"));

            Assert.True(bound.Epsilon >= row.Number("rdp_eps_exact_all_orders") * (1 - 1e-12));
            Assert.True(bound.Epsilon <= row.Number("rdp_eps_google_default_orders") * (1 + 1e-12));
            Close.Equal(row.Number("rdp_eps_opacus_default_orders"), bound.Epsilon, 1e-6);
            Close.Equal(row.Number("rdp_opacus_order"), bound.Order!.Value, 1e-12);
        });


    [Fact]
    public void A_gaussian_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "gaussian"),
        row =>
        {
            var bound = new RdpAccountant().Epsilon(
                [new(new GaussianMechanism(row.Number("sigma")), row.GetProperty("k").GetInt64())], row.Number("delta"));

            Close.Equal(row.Number("rdp_eps"), bound.Epsilon, 1e-9);
            Close.Equal(row.Number("rdp_order"), bound.Order!.Value, 1e-12);
        });

    [Fact]
    public void Different_mechanisms_compose()
    {
        var bound = new RdpAccountant().Epsilon(Mixture.Releases, Vectors.At("other", "heterogeneous").Number("delta"));

        Close.Equal(Vectors.At("other", "heterogeneous").Number("rdp"), bound.Epsilon, 1e-4);
        Close.Equal(Vectors.At("other", "heterogeneous").Number("order"), bound.Order!.Value, 1e-12);
    }

    [Fact]
    public void Different_adjacencies_do_not_compose() => Assert.Throws<UnsupportedMechanismException>(
        () => new RdpAccountant().Epsilon(
            [new(Sampled.Gaussian(1, 0.1)), new(new FixedSizeSampledGaussianMechanism(1, 0.1))], 1e-5));

    [Fact]
    public void A_mechanism_without_a_bound_at_any_order_is_unreachable() => Assert.Throws<UnreachableGuaranteeException>(
        () => new RdpAccountant([1.5, 2.5]).Epsilon([new(new SkellamMechanism(1))], 1e-5));

    [Fact]
    public void A_kept_curve_adds_up_to_the_same_epsilon()
    {
        var whole = RdpCurve.Of(Mixture.Releases, RdpOrders.Default);
        var kept = Mixture.Releases
            .Select(release => RdpCurve.Of([release], RdpOrders.Default))
            .Select(curve => RdpCurve.Restore(curve.Orders, curve.Divergences, curve.PureEpsilon))
            .Aggregate(RdpCurve.Zero(RdpOrders.Default), (sum, curve) => sum.Plus(curve));

        Assert.Equal(whole.Epsilon(1e-5), kept.Epsilon(1e-5));
    }
}
