using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Gateway;

/// <summary>A ticket reaches a site only when its ledger holds what the round would release.</summary>
public sealed class OfferTests
{
    private static readonly SiteId Site = SiloConsortium.Sites[0];

    [Fact]
    public async Task A_ticket_is_handed_out_with_its_budget_reserved()
    {
        await using var fixture = await RegionFixture.StartAsync();

        Assert.NotNull(await WaitForTicketAsync(fixture));

        Assert.Equal([1], (await LedgerAsync(fixture)).Reserved.Select(reserved => reserved.Round.Number));
    }

    [Fact]
    public async Task A_site_whose_budget_does_not_allow_the_round_gets_no_ticket_and_the_region_says_why()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var registration = SiloConsortium.Registration(Site);
        await fixture.Gateway.RegisterAsync(
            registration with { Dataset = registration.Dataset with { Budget = new PrivacyBudget(8, 1e-5) } }, default);

        var waiting = WaitForTicketAsync(fixture);
        await fixture.RunUntilAsync(async () => (await fixture.Round(1).GetAsync()).Declined.Contains(Site));

        Assert.False(waiting.IsCompleted);
        Assert.Empty((await LedgerAsync(fixture)).Reserved);
        var refused = Assert.Single(await fixture.Region.Events.ReadAsync("ledger/", 0, 100), recorded => recorded.Name == "release-refused");
        Assert.Contains("limit is epsilon 8", System.Text.Encoding.UTF8.GetString(refused.Payload.Span), StringComparison.Ordinal);
        await fixture.Run.StopAsync("enough");
        Assert.Null(await waiting);
    }

    private static Task<Grains.Interfaces.Rounds.RoundTicket?> WaitForTicketAsync(RegionFixture fixture) =>
        fixture.Gateway.WaitForTicketAsync(new TicketQuery { Site = Site, Run = SiloConsortium.Run, AfterRound = 0 }, default);

    private static Task<LedgerView> LedgerAsync(RegionFixture fixture) =>
        fixture.Region.Grains.GetGrain<ILedgerGrain>(new LedgerId(Site, Site.Value).Value).GetAsync();
}
