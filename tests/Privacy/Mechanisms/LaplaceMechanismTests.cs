using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms;

public sealed class LaplaceMechanismTests
{
    [Fact]
    public void Divergences_agree_with_the_reference() => Assert.All(
        Vectors.Rows("other", "laplace_rdp"),
        row => Close.Equal(row.Number("rdp"), new LaplaceMechanism(row.Number("b")).Rdp(row.Number("alpha")), 1e-12));

    [Fact]
    public void Epsilon_agrees_with_the_reference_and_never_exceeds_the_largest_loss() => Assert.All(
        Vectors.Rows("other", "laplace"),
        row => Close.Equal(
            Math.Min(row.Number("pure_eps"), row.Number("rdp_eps")),
            new RdpAccountant().Epsilon(
                [new(new LaplaceMechanism(row.Number("b")), row.GetProperty("k").GetInt64())], row.Number("delta")).Epsilon,
            1e-9));
}
