using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Silo.Ledger;

namespace Tapestry.Silo.Tests.Ledger;

public sealed class RdpReleaseCompositionTests
{
    private const double Delta = 1e-6;
    private static readonly RdpReleaseComposition Composition = new();
    private static readonly DistributedDiscreteGaussianRelease Loud = new(40, 3, 1000, 12, 144);
    private static readonly DistributedDiscreteGaussianRelease Quiet = new(9, 2, 500, 7, 49);

    [Fact]
    public void Nothing_costs_nothing_and_no_noise_has_no_bound()
    {
        Assert.Equal(0, Composition.Epsilon([], Delta));
        Assert.Equal(double.PositiveInfinity, Composition.Epsilon([new(Loud), new(new NoiseFreeRelease())], Delta));
    }

    [Fact]
    public void It_is_the_rdp_accountants_answer()
    {
        var expected = new RdpAccountant().Epsilon(
            [
                new Release(new DistributedDiscreteGaussianMechanism(40, 3, 1000, 12, 144), 20),
                new Release(new DistributedDiscreteGaussianMechanism(9, 2, 500, 7, 49), 2),
            ],
            Delta).Epsilon;

        Assert.Equal(expected, Composition.Epsilon([new(Loud, 20), new(Quiet, 2)], Delta));
    }

    [Fact]
    public void Order_and_grouping_do_not_matter_and_more_costs_more()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 20; trial++)
        {
            var releases = Enumerable.Range(0, 8).Select(_ => new LedgerRelease(random.Next(2) == 0 ? Loud : Quiet, random.Next(1, 5))).ToArray();
            var apart = releases.SelectMany(release => Enumerable.Repeat(release with { Count = 1 }, (int)release.Count)).ToArray();
            random.Shuffle(apart);
            var whole = Composition.Epsilon(releases, Delta);

            Assert.Equal(whole, Composition.Epsilon(apart, Delta), 1e-12 * whole);
            Assert.True(Composition.Epsilon([.. releases, new(Quiet)], Delta) > whole);
        }
    }

    [Fact]
    public void A_parameter_out_of_range_names_it() => Assert.Contains(
        "L2 sensitivity",
        Assert.Throws<LedgerException>(() => Composition.Epsilon([new(Loud with { L2Sensitivity = -1 })], Delta)).Message,
        StringComparison.Ordinal);
}
