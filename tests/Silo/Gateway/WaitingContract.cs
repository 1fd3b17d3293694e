using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Gateway;

/// <summary>The gateway, whatever carries it.</summary>
public abstract class WaitingContract<TTransport>
    where TTransport : IGatewayTransport, new()
{
    private static readonly SiteId Site = SiloConsortium.Sites[0];

    [Fact]
    public async Task A_site_gets_the_open_ticket_at_once_and_again_after_a_restart()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());

        var first = await WaitForTicketAsync(fixture, afterRound: 0);
        await fixture.Gateway.ReportReadyAsync(SiloConsortium.Ready(Site, first!), default);
        var second = await WaitForTicketAsync(fixture, afterRound: 0);

        Assert.Equal((1, 1), (first!.Round.Number, second!.Round.Number));
    }

    [Fact]
    public async Task A_site_in_the_cohort_gets_its_ticket_until_it_has_sent_every_shard()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var ticket = await fixture.ReadyAsync();
        await fixture.Gateway.UploadAsync(SiloConsortium.Upload(Site, ticket.Round, 0), default);
        Assert.Equal(ticket.Round, (await WaitForTicketAsync(fixture, afterRound: 0))!.Round);

        await fixture.Gateway.UploadAsync(SiloConsortium.Upload(Site, ticket.Round, 1), default);
        var waiting = WaitForTicketAsync(fixture, afterRound: 0);

        Assert.False(waiting.IsCompleted);
        await fixture.Run.StopAsync("enough");
        Assert.Null(await waiting);
    }

    [Fact]
    public async Task A_waiting_site_wakes_up_for_the_next_round()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var waiting = WaitForTicketAsync(fixture, afterRound: 1);
        Assert.False(waiting.IsCompleted);

        await fixture.ContributeAsync();
        await fixture.RunUntilEndedAsync(1);

        Assert.Equal(2, (await waiting)!.Round.Number);
    }

    [Fact]
    public async Task A_run_that_has_ended_has_no_more_tickets()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var waiting = WaitForTicketAsync(fixture, afterRound: 1);

        await fixture.Run.StopAsync("enough");

        Assert.Null(await waiting);
    }

    [Fact]
    public async Task A_run_that_is_unknown_is_refused() => await Assert.ThrowsAsync<RunException>(async () =>
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        await fixture.Gateway.WaitForTicketAsync(new TicketQuery { Site = Site, Run = new RunId("none"), AfterRound = 0 }, default);
    });

    [Fact]
    public async Task A_ready_site_waits_for_the_cohort_and_contributes()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var ticket = (await fixture.Round(1).GetAsync()).Ticket;
        await fixture.Gateway.ReportReadyAsync(SiloConsortium.Ready(Site, ticket), default);
        var waiting = WaitForCohortAsync(fixture, Site);
        Assert.False(waiting.IsCompleted);

        foreach (var other in SiloConsortium.Sites.Skip(1))
        {
            await fixture.Gateway.ReportReadyAsync(SiloConsortium.Ready(other, ticket), default);
        }

        Assert.Equal(CohortDecision.Contribute, await waiting);
    }

    [Fact]
    public async Task A_site_that_was_not_ready_in_time_sits_the_round_out()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var ticket = (await fixture.Round(1).GetAsync()).Ticket;
        foreach (var other in SiloConsortium.Sites.Skip(1))
        {
            await fixture.Gateway.ReportReadyAsync(SiloConsortium.Ready(other, ticket), default);
        }

        var waiting = WaitForCohortAsync(fixture, Site);
        fixture.Clock.Advance(ticket.Deadlines.Grace);
        await fixture.RunUntilAsync(async () => (await fixture.Round(1).GetAsync()).Cohort.Count == 2);

        Assert.Equal(CohortDecision.SitOut, await waiting);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        using var stop = new CancellationTokenSource();
        var query = new TicketQuery { Site = Site, Run = SiloConsortium.Run, AfterRound = 1 };
        Task[] waits =
        [
            fixture.Gateway.WaitForTicketAsync(query, stop.Token),
            fixture.Gateway.WaitForCohortAsync(new CohortQuery { Site = Site, Round = new RoundId(SiloConsortium.Run, 1) }, stop.Token),
        ];

        await stop.CancelAsync();

        foreach (var wait in waits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }
    }

    private static Task<Grains.Interfaces.Rounds.RoundTicket?> WaitForTicketAsync(RegionFixture fixture, int afterRound) =>
        fixture.Gateway.WaitForTicketAsync(new TicketQuery { Site = Site, Run = SiloConsortium.Run, AfterRound = afterRound }, default);

    private static Task<CohortDecision> WaitForCohortAsync(RegionFixture fixture, SiteId site) =>
        fixture.Gateway.WaitForCohortAsync(new CohortQuery { Site = site, Round = new RoundId(SiloConsortium.Run, 1) }, default);
}
