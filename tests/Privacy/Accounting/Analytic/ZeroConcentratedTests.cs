using Tapestry.Privacy.Accounting.Analytic;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Analytic;

public sealed class ZeroConcentratedTests
{
    [Fact]
    public void Epsilon_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "zcdp_eps"),
        row => Close.Equal(
            row.Number("cdp_eps_optimal_alpha"), ZeroConcentrated.Epsilon(row.Number("rho"), row.Number("delta")), 1e-9));

    [Fact]
    public void Delta_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("other", "zcdp_delta"),
        row => Close.Equal(row.Number("delta"), ZeroConcentrated.Delta(row.Number("rho"), row.Number("eps")), 1e-9));

    [Fact]
    public void Rho_agrees_with_the_reference_and_satisfies() => Assert.All(
        Vectors.Rows("other", "zcdp_rho"),
        row =>
        {
            var rho = ZeroConcentrated.Rho(row.Number("eps"), row.Number("delta"));

            Close.Equal(row.Number("rho"), rho, 1e-9);
            Assert.True(ZeroConcentrated.Delta(rho, row.Number("eps")) <= row.Number("delta"));
        });

    [Fact]
    public void Nothing_spent_is_nothing() => Assert.Equal((0.0, 0.0), (ZeroConcentrated.Epsilon(0, 1e-9), ZeroConcentrated.Delta(0, 0)));
}
