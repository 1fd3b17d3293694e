using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.DistributedDiscreteGaussian;

public sealed class DistributedDiscreteGaussianMechanismTests
{
    [Fact]
    public void Tau_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "tau"),
        row => Close.Equal(
            row.Number("tau"),
            new DistributedDiscreteGaussianMechanism(row.Number("sigma_local"), row.GetProperty("n").GetInt32(), 1, 1, 1).Tau,
            1e-9));

    [Fact]
    public void The_least_of_the_three_bounds_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "ddg_rdp"),
        row => Close.Equal(
            row.Number("rdp"),
            DistributedDiscreteGaussianMechanism.Divergence(
                row.Number("alpha"), row.Number("l2_scale"), row.Number("l1_scale"), row.Number("tau"), row.Number("dim")),
            1e-12));

    [Fact]
    public void Epsilon_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "ddg_eps"),
        row =>
        {
            var dimension = row.GetProperty("dim").GetInt64();
            var granularity = row.Number("gamma");
            var l2 = RoundedNorm.L2(row.Number("clip") / granularity, dimension, row.Number("beta"));
            var mechanism = new DistributedDiscreteGaussianMechanism(
                row.Number("local_stddev") / granularity,
                row.GetProperty("n").GetInt32(),
                dimension,
                l2,
                RoundedNorm.L1(l2, dimension));
            var release = new Release(new PoissonSampledMechanism(mechanism, row.Number("q")), row.GetProperty("steps").GetInt64());

            var bound = new RdpAccountant(RdpOrders.Whole).Epsilon([release], row.Number("delta"));

            Close.Equal(row.Number("inflated_l2"), l2 * granularity, 1e-12);
            Close.Equal(row.Number("eps"), bound.Epsilon, 1e-9);
            Assert.Equal(row.Number("order"), bound.Order);
        });
}
