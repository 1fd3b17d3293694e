using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Numerics;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms;

public sealed class DiscreteGaussianMechanismTests
{
    [Fact]
    public void Epsilon_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "discrete_gaussian"),
        row =>
        {
            var mechanism = new DiscreteGaussianMechanism(row.Number("sigma"), row.GetProperty("sens").GetInt64());
            var bound = new RdpAccountant().Epsilon([new(mechanism, row.GetProperty("k").GetInt64())], row.Number("delta"));

            Close.Equal(row.Number("rdp_eps"), bound.Epsilon, 1e-9);
            Close.Equal(row.Number("rdp_order"), bound.Order!.Value, 1e-12);
        });

    [Fact]
    public void The_divergence_bounds_the_exact_one_of_its_outcomes() => Assert.All(
        Vectors.Rows("other", "dg_renyi"),
        row =>
        {
            var order = row.Number("alpha");
            var mechanism = new DiscreteGaussianMechanism(row.Number("sigma"));
            var exact = LogSpace.Softplus(RenyiMoment.LogExcess(mechanism.Pair, order)) / (order - 1);

            Close.Equal(row.Number("renyi"), exact, 1e-9);
            Close.Equal(row.Number("bound"), mechanism.Rdp(order), 1e-12);
        });
}
