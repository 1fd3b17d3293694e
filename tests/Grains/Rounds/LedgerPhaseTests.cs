using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Rounds;

/// <summary>When a round reserves on the members' ledgers, when it charges them, and when it gives back.</summary>
public sealed class LedgerPhaseTests
{
    [Fact]
    public async Task An_offer_reserves_once_on_the_ledger_of_the_declared_dataset()
    {
        await using var region = await StartAsync();

        Assert.True(await region.Round(1).OfferAsync(Site(0)));
        Assert.True(await region.Round(1).OfferAsync(Site(0)));

        var view = await LedgerAsync(region, 0);
        Assert.Equal(new LedgerReservation(RoundOne, Cost), Assert.Single(view.Reserved));
        Assert.Empty((await LedgerAsync(region, 1)).Reserved);
        Assert.Equal(
            new SiteRelease(Site(0), view.Ledger, IsCharged: false), Assert.Single((await region.Round(1).GetAsync()).Releases));
    }

    [Fact]
    public async Task A_ticket_over_the_budget_is_refused_before_training_and_the_others_go_on()
    {
        await using var region = await StartAsync();
        await DeclareAsync(region, 0, epsilon: 0.5);

        Assert.False(await region.Round(1).OfferAsync(Site(0)));
        Assert.False(await region.Round(1).OfferAsync(Site(0)));

        var round = await region.Round(1).GetAsync();
        Assert.Equal([Site(0)], round.Declined);
        Assert.Equal(RoundPhase.Training, round.Phase);
        Assert.Equal(1, (await region.Site(Site(0)).GetAsync()).TicketsDeclined);
        Assert.Contains(
            "the limit is epsilon 0.5",
            System.Text.Encoding.UTF8.GetString(
                Assert.Single(await region.EventsAsync(), recorded => recorded.Name == "site-refused").Payload.Span),
            StringComparison.Ordinal);
        await region.ReadyAsync(1, 2);
        Assert.Equal(RoundPhase.Contributing, (await region.Round(1).GetAsync()).Phase);
    }

    [Fact]
    public async Task Offers_made_as_one_are_decided_site_by_site()
    {
        await using var region = await StartAsync();
        await DeclareAsync(region, 0, epsilon: 0.5);

        Assert.Equal([false, true, true], await region.Round(1).OfferAllAsync([Site(0), Site(1), Site(2)]));

        Assert.Equal([Site(0)], (await region.Round(1).GetAsync()).Declined);
        Assert.Equal([Site(1), Site(2)], (await region.Round(1).GetAsync()).Releases.Select(release => release.Site));
    }

    [Fact]
    public async Task A_run_that_no_budget_allows_fails_with_the_reason()
    {
        await using var region = await StartAsync();
        await DeclareAsync(region, 0, epsilon: 0.5);
        await DeclareAsync(region, 1, epsilon: 0.5);
        for (var number = 1; (await region.Run.GetAsync()).Phase == RunPhase.Running; number++)
        {
            Assert.False(await region.Round(number).OfferAsync(Site(0)));
            Assert.False(await region.Round(number).OfferAsync(Site(1)));
        }

        Assert.Contains("refused the ticket", (await region.Run.GetAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_without_a_reservation_that_the_budget_does_not_allow_is_not_taken()
    {
        await using var region = await StartAsync();
        await DeclareAsync(region, 0, epsilon: 0.5);

        var error = await Assert.ThrowsAsync<RoundException>(() => region.ReadyAsync(0));

        Assert.Equal(RoundException.OverBudget, error.Code);
        Assert.Empty((await region.Round(1).GetAsync()).Ready);
    }

    [Fact]
    public async Task A_site_that_refuses_or_stays_out_of_the_cohort_gets_its_budget_back()
    {
        await using var region = await StartAsync();
        await OfferAsync(region, 0, 1, 2);
        await region.ReadyAsync(0, 1);
        await region.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(RoundPhase.Contributing, (await region.Round(1).GetAsync()).Phase);
        Assert.Empty((await LedgerAsync(region, 2)).Reserved);

        await using var other = await StartAsync();
        await OfferAsync(other, 0);
        await other.Round(1).RefuseAsync(TestConsortium.Refusal(Site(0), RoundOne));
        Assert.Empty((await LedgerAsync(other, 0)).Reserved);
    }

    [Fact]
    public async Task A_contribution_in_clear_is_charged_when_its_first_shard_arrives_and_only_once()
    {
        await using var region = await StartAsync();
        await region.ReadyAsync(0, 1, 2);
        await region.Round(1).ContributeAsync(TestConsortium.Contribution(Site(0), RoundOne, 0));
        await region.Round(1).ContributeAsync(TestConsortium.Contribution(Site(0), RoundOne, 0));
        Assert.Equal(Cost, Assert.Single((await LedgerAsync(region, 0)).Charges).Total);
        Assert.Empty((await LedgerAsync(region, 1)).Charges);

        await region.ContributeAsync(0, 1, 2);
        await region.MergeAsync(0);
        await region.MergeAsync(1);

        Assert.Equal(RoundPhase.Certified, (await region.Round(1).GetAsync()).Phase);
        for (var site = 0; site < 3; site++)
        {
            var view = await LedgerAsync(region, site);
            Assert.Equal(Cost, Assert.Single(view.Charges).Total);
            Assert.Empty(view.Reserved);
        }
    }

    [Fact]
    public async Task An_abandoned_round_is_charged_to_those_whose_update_it_has_seen_and_to_nobody_else()
    {
        await using var region = await StartAsync();
        await region.ReadyAsync(0, 1, 2);
        await region.Round(1).ContributeAsync(TestConsortium.Contribution(Site(0), RoundOne, 1));

        await region.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(RoundPhase.Abandoned, (await region.Round(1).GetAsync()).Phase);
        Assert.Single((await LedgerAsync(region, 0)).Charges);
        Assert.All([await LedgerAsync(region, 1), await LedgerAsync(region, 2)], view =>
        {
            Assert.Empty(view.Charges);
            Assert.Empty(view.Reserved);
        });
    }

    [Fact]
    public async Task A_site_that_declares_another_dataset_meanwhile_is_charged_on_the_one_it_was_offered_for()
    {
        await using var region = await StartAsync();
        await OfferAsync(region, 0, 1, 2);
        await region.Site(Site(0)).RegisterAsync(Registration(0, dataset: "newer"));
        await region.ReadyAsync(0, 1, 2);
        await region.ContributeAsync(0);

        Assert.Single((await LedgerAsync(region, 0)).Charges);
        Assert.Empty((await region.Grains.GetGrain<ILedgerGrain>(new LedgerId(Site(0), "newer").Value).GetAsync()).Charges);
    }

    [Fact]
    public async Task The_ledgers_heads_are_anchored_when_the_round_ends()
    {
        await using var region = await StartAsync();
        await region.ReadyAsync(0, 1, 2);
        await region.ContributeAsync(0, 1, 2);
        await region.MergeAsync(0);
        await region.MergeAsync(1);

        var anchored = Assert.Single(await region.EventsAsync(), recorded => recorded.Name == "streams-anchored");
        Assert.Contains("\"ledger/site-0/site-0\"", System.Text.Encoding.UTF8.GetString(anchored.Payload.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tab\there")]
    public async Task A_dataset_that_cannot_name_a_ledger_is_not_registered(string name)
    {
        await using var region = await StartAsync();

        await Assert.ThrowsAsync<InvalidIdException>(() => region.Site(Site(0)).RegisterAsync(Registration(0, name)));
        Assert.Equal("site-0", (await region.Site(Site(0)).GetAsync()).Dataset.Name);
    }

    private static LedgerRelease Cost { get; } = new(new NoiseFreeRelease());

    private static RoundId RoundOne => new(TestConsortium.Run, 1);

    private static SiteId Site(int index) => TestConsortium.Site(index);

    private static Task<TestRegion> StartAsync() => TestRegion.StartAsync(
        TestConsortium.Definition(sites: 3), new CharterPolicy { Quorum = 2 }, noiseFree: 1);

    private static SiteRegistration Registration(int site, string dataset, double? epsilon = null)
    {
        var registration = TestConsortium.Registration(Site(site));
        return registration with
        {
            Dataset = registration.Dataset with
            {
                Name = dataset, Budget = epsilon is { } limit ? new PrivacyBudget(limit, 1e-5) : null,
            },
        };
    }

    private static Task DeclareAsync(TestRegion region, int site, double epsilon) =>
        region.Site(Site(site)).RegisterAsync(Registration(site, Site(site).Value, epsilon));

    private static async Task OfferAsync(TestRegion region, params int[] sites)
    {
        foreach (var site in sites)
        {
            Assert.True(await region.Round(1).OfferAsync(Site(site)));
        }
    }

    private static Task<LedgerView> LedgerAsync(TestRegion region, int site) => region.Ledger(Site(site)).GetAsync();
}
