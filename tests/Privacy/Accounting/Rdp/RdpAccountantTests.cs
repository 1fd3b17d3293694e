using Tapestry.Privacy.Accounting.Rdp;
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
}
