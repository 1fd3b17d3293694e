using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.Sampling;

public sealed class PoissonSampledMechanismTests
{
    // The exact values are printed with 11 to 14 digits.
    private const double Printed = 3e-12;

    [Fact]
    public void Divergences_lie_between_the_exact_ones_and_the_loose_reference() => Assert.All(
        Vectors.Rows("other", "rdp_single_step_sgm"),
        row =>
        {
            var actual = Sampled.Gaussian(row.Number("sigma"), row.Number("q")).Rdp(row.Number("alpha"));

            Close.JustAbove(row.Number("exact"), actual, 1e-9, Printed);
            Assert.True(actual <= row.Number("google") * (1 + 1e-9));
        });
}
