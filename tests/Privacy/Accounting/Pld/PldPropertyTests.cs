using Tapestry.Privacy.Accounting;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Pld;

public sealed class PldPropertyTests : AccountantPropertyTests
{
    protected override IPrivacyAccountant Accountant { get; } = new PldAccountant();

    protected override double Accuracy => 1e-3;

    protected override int Cases => 4;

    // The accountant takes the smaller of both bounds; here the distribution speaks for itself.
    [Fact]
    public void The_distribution_never_costs_more_than_the_divergences() => Property.Holds(
        Cases * 2,
        at =>
        {
            var divergences = DirectedDivergences.Of(at.Releases, Direction.Remove);
            var epsilon = new TiltSearch(at.Releases, Direction.Remove, divergences).Epsilon(at.Delta);
            return epsilon <= divergences.Epsilon(at.Delta).Epsilon * (1 + Accuracy) || epsilon < 1e-6;
        });
}
