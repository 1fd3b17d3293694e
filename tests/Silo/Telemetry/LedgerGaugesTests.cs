using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.Catalog;
using Tapestry.Silo.Telemetry;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Telemetry;

[Collection(ListensToProcess.Name)]
public sealed class LedgerGaugesTests
{
    [Fact]
    public async Task Every_ledger_with_a_budget_is_shown_by_site_and_dataset()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var grains = fixture.Region.Grains;
        await LedgerOf(grains, "a").SetBudgetAsync(new PrivacyBudget(8, 1e-6));
        await LedgerOf(grains, "b").SetBudgetAsync(null);
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);

        await new LedgerGauges(new RegionCatalog(grains, fixture.Region.Events), new CostOfEach(), fixture.Clock).ShowAsync(default);

        Assert.Equal([8], Shown(recorder, "limit"));
        Assert.Equal([0], Shown(recorder, "spent"));
        Assert.Equal([8], Shown(recorder, "remaining"));
        var limit = recorder.Of("tapestry.ledger.epsilon.limit")[0];
        Assert.Equal(("a", "texts"), (limit[SiloTelemetry.Site], limit[SiloTelemetry.Dataset]));
    }

    [Theory]
    [InlineData(3, new double[] { 3 }, 5)]
    [InlineData(9, new double[] { 9 }, 0)]
    [InlineData(double.PositiveInfinity, new double[0], 0)]
    public async Task What_is_left_is_never_below_nothing_and_a_bound_that_does_not_hold_is_not_shown(
        double cost, double[] spent, double remaining)
    {
        await using var fixture = await RegionFixture.StartAsync();
        var ledger = LedgerOf(fixture.Region.Grains, "a");
        var round = new RoundId(SiloConsortium.Run, 1);
        await ledger.ReserveAsync(round, new LedgerRelease(new NoiseFreeRelease(), 1));
        await ledger.ChargeAsync(round);
        await ledger.SetBudgetAsync(new PrivacyBudget(8, 1e-6));
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);

        await new LedgerGauges(
            new RegionCatalog(fixture.Region.Grains, fixture.Region.Events), new CostOfEach(cost), fixture.Clock).ShowAsync(default);

        Assert.Equal(spent, Shown(recorder, "spent"));
        Assert.Equal([remaining], Shown(recorder, "remaining"));
    }

    private static ILedgerGrain LedgerOf(IGrainFactory grains, string site) =>
        grains.GetGrain<ILedgerGrain>(new LedgerId(new SiteId(site), "texts").Value);

    private static IEnumerable<double> Shown(TelemetryRecorder recorder, string what) =>
        recorder.Of($"tapestry.ledger.epsilon.{what}").Select(shown => shown.Value);

    private sealed class CostOfEach(double cost = 0) : IReleaseComposition
    {
        public double Epsilon(IReadOnlyList<LedgerRelease> releases, double delta) => releases.Count == 0 ? 0 : cost;
    }
}
