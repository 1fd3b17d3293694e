using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.Sampling;

public sealed class FixedSizeSampledGaussianMechanismTests
{
    [Fact]
    public void Divergences_agree_with_the_reference() => Assert.All(
        Vectors.Rows("other", "rdp_swor_gaussian"),
        row => Close.Equal(
            row.Number("rdp"),
            new FixedSizeSampledGaussianMechanism(row.Number("sigma"), row.Number("q")).Rdp(row.Number("alpha")),
            1e-9));
}
