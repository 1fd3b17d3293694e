using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Site.Ledger;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Ledger;
using Tapestry.Silo.Verification;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>Noisy rounds end to end: real agents, protocol, encoder and ledgers.</summary>
public sealed class SecureLedgerTests
{
    private const int Sites = 4;
    private static readonly SiteDpSettings Asked = new() { Epsilon = 8, Delta = 1e-5, Clip = 1 };

    [Fact]
    public async Task Every_round_is_charged_once_in_the_region_and_at_each_site_and_the_budget_is_spent_at_the_end()
    {
        var plan = SiteDpPlan.Of(Asked, Sites, rounds: 2, TinyRun.Parameters, 1e-2f);
        await using var fixture = await StartAsync(plan, rounds: 2, budget: Asked.Epsilon);

        Assert.Equal(RunPhase.Completed, (await fixture.CompleteAsync()).Phase);

        foreach (var site in fixture.Sites)
        {
            var view = await LedgerAsync(fixture, site);
            Assert.Equal([new RoundSpan(1, 2)], Assert.Single(view.Charges).Rounds);
            Assert.Empty(view.Reserved);
            Assert.InRange(
                new RdpReleaseComposition().Epsilon(view.Charges.Releases(), Asked.Delta), Asked.Epsilon * 0.999, Asked.Epsilon);
            Assert.Equal(
                view.Charges.Releases(),
                SiteLedger.Open(Path.Combine(fixture.FolderOf(site), "ledger.json"), new RdpReleaseComposition()).Charges(site.Value).Releases());
        }
    }

    [Fact]
    public async Task A_run_for_which_the_budget_is_too_small_is_refused_before_anybody_trains()
    {
        var plan = SiteDpPlan.Of(Asked, Sites, rounds: 1, TinyRun.Parameters, 1e-2f);
        await using var fixture = await StartAsync(plan, rounds: 1, budget: Asked.Epsilon / 2);

        var run = await fixture.CompleteAsync();

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Empty((await fixture.RoundAsync(1)).Ready);
        Assert.All(
            await Task.WhenAll(fixture.Sites.Select(site => LedgerAsync(fixture, site))), view => Assert.Empty(view.Charges));
    }

    [Fact]
    public async Task A_round_abandoned_after_its_sum_was_unmasked_is_charged_and_the_run_ends_a_round_short()
    {
        var plan = SiteDpPlan.Of(Asked, Sites, rounds: 2, TinyRun.Parameters, 1e-2f);
        await using var fixture = await StartAsync(plan, rounds: 2, budget: Asked.Epsilon, abandonedInARow: 2);
        fixture.Watch = (_, gateway) => gateway.Before = message =>
        {
            if (message is ProtocolAnswer { Round.Number: 1, Step: SecureStep.Unmask } answer && answer.Site == fixture.Sites[0])
            {
                DamageAnInput(fixture, answer.Round);
            }
        };

        var run = await fixture.CompleteAsync();

        Assert.Equal((RunPhase.Failed, 1), (run.Phase, run.CertifiedRounds));
        var rounds = await Task.WhenAll(Enumerable.Range(1, run.LatestRound).Select(fixture.RoundAsync));
        Assert.Equal([RoundPhase.Abandoned, RoundPhase.Certified], rounds.Take(2).Select(round => round.Phase));
        Assert.NotNull(rounds[0].Secure!.Sum);
        Assert.All(rounds.Skip(2), round => Assert.Contains("refused the ticket", round.AbandonReason, StringComparison.Ordinal));
        Assert.All(rounds.Skip(2), round => Assert.Empty(round.Ready));
        foreach (var site in fixture.Sites)
        {
            var view = await LedgerAsync(fixture, site);
            Assert.Equal([new RoundSpan(1, 2)], Assert.Single(view.Charges).Rounds);
            Assert.Empty(view.Reserved);
        }
    }

    [Fact]
    public async Task A_site_trusts_its_own_record_above_the_regions()
    {
        var plan = SiteDpPlan.Of(Asked, Sites, rounds: 2, TinyRun.Parameters, 1e-2f);
        await using var fixture = await StartAsync(plan, rounds: 1, budget: Asked.Epsilon);
        var careful = fixture.Sites[0];
        var own = SiteLedger.Open(Path.Combine(fixture.FolderOf(careful), "ledger.json"), new RdpReleaseComposition());
        var release = new LedgerRelease(plan.ForTickets.Mechanism);
        own.Record(careful.Value, new RoundId(new RunId("elsewhere"), 1), release);
        own.Record(careful.Value, new RoundId(new RunId("elsewhere"), 2), release);

        await fixture.CompleteAsync();

        var round = await fixture.RoundAsync(1);
        Assert.Equal([careful], round.Declined);
        Assert.Equal(RoundPhase.Certified, round.Phase);
        Assert.Empty((await LedgerAsync(fixture, careful)).Charges);
        Assert.Single((await LedgerAsync(fixture, fixture.Sites[1])).Charges);
    }

    private static Task<SecureFixture> StartAsync(SiteDpPlan plan, int rounds, double budget, int abandonedInARow = 1) => SecureFixture.StartAsync(
        Sites,
        rounds,
        definition => definition with
        {
            Secure = definition.Secure! with { BitsPerCoordinate = plan.Noise.Bits, ClipNorm = plan.ClipNorm, Noise = plan.ForTickets },
            MaximumAbandonedInARow = abandonedInARow,
        },
        new CharterPolicy { Quorum = plan.Quorum, Weights = WeightRule.Equal, WeightCap = plan.WeightCap },
        options => options with
        {
            Policy = options.Policy with { RequiresNoise = true, Budget = new PrivacyBudget(budget, Asked.Delta) },
        });

    /// <summary>Spoils a masked shard in the region's store, so that the sum can be unmasked and not merged.</summary>
    private static void DamageAnInput(SecureFixture fixture, RoundId round)
    {
        var view = fixture.Region.Grains.GetGrain<IRoundGrain>(round.Value).GetAsync().GetAwaiter().GetResult();
        var frame = view.Cohort[0].Contributions[0].Digest;
        File.WriteAllBytes(Path.Combine(fixture.Folder, "region", PublishedLayout.Blob(frame)), [1]);
    }

    private static Task<LedgerView> LedgerAsync(SecureFixture fixture, SiteId site) =>
        fixture.Region.Grains.GetGrain<ILedgerGrain>(new LedgerId(site, site.Value).Value).GetAsync();
}
