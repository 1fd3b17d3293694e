using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Rounds;

/// <summary>Training until the cohort is fixed: by everybody's answer, by quorum and grace, or by the deadline.</summary>
public sealed class CohortPhaseTests
{
    [Fact]
    public async Task Everybodys_answer_fixes_the_cohort_at_once()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        await region.Round(1).RefuseAsync(TestConsortium.Refusal(TestConsortium.Site(0), Id));

        await region.ReadyAsync(1, 2);

        Assert.Equal([TestConsortium.Site(1), TestConsortium.Site(2)], await CohortAsync(region));
    }

    [Fact]
    public async Task A_quorum_waits_for_the_grace_time_and_no_longer()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        await region.ReadyAsync(0, 1);

        await region.AdvanceAsync(Deadlines.Grace - TimeSpan.FromSeconds(1));
        Assert.Equal(RoundPhase.Training, (await region.Round(1).GetAsync()).Phase);
        await region.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([TestConsortium.Site(0), TestConsortium.Site(1)], await CohortAsync(region));
    }

    [Fact]
    public async Task A_site_that_is_ready_within_the_grace_time_is_in()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 1 });
        await region.ReadyAsync(0);
        await region.AdvanceAsync(Deadlines.Grace / 2);
        await region.ReadyAsync(1);

        await region.AdvanceAsync(Deadlines.Grace / 2);

        Assert.Equal(2, (await CohortAsync(region)).Count);
    }

    [Fact]
    public async Task Below_the_quorum_the_deadline_abandons_the_round_and_keeps_the_base()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        await region.ReadyAsync(0);

        await region.AdvanceAsync(Deadlines.Ready);

        await AssertAbandonedAsync(region, "quorum is 2");
    }

    [Fact]
    public async Task Refusals_that_put_the_quorum_out_of_reach_abandon_the_round_at_once()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        await region.Round(1).RefuseAsync(TestConsortium.Refusal(TestConsortium.Site(0), Id));
        Assert.Equal(RoundPhase.Training, (await region.Round(1).GetAsync()).Phase);

        await region.Round(1).RefuseAsync(TestConsortium.Refusal(TestConsortium.Site(1), Id));

        await AssertAbandonedAsync(region, "out of reach");
    }

    [Fact]
    public async Task A_site_below_the_quality_floor_stays_out()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2, MaximumHeldOutRegression = 0.1 });
        await region.ReadyAsync(0, local: 3.0);
        await region.ReadyAsync(1, local: 3.84); // 9.7 % worse than the base's 3.5.
        await region.ReadyAsync(2, local: 3.86); // 10.3 % worse.

        Assert.Equal([TestConsortium.Site(0), TestConsortium.Site(1)], await CohortAsync(region));
    }

    [Fact]
    public async Task Too_few_sites_above_the_quality_floor_abandon_the_round()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2, MaximumHeldOutRegression = 0 });
        await region.ReadyAsync(0, local: 3.4);
        await region.ReadyAsync(1, local: 3.6);
        await region.ReadyAsync(2, local: 3.6);

        await AssertAbandonedAsync(region, "1 sites were ready and good enough (3 ready)");
    }

    [Fact]
    public async Task A_cap_that_so_few_sites_cannot_hold_abandons_the_round_and_says_so()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2, WeightCap = 0.4m });
        await region.ReadyAsync(0, 1);

        await region.AdvanceAsync(Deadlines.Grace);

        await AssertAbandonedAsync(region, "weight cap of 0.4");
    }

    [Fact]
    public async Task Reports_taken_as_one_fix_the_cohort_as_they_would_alone()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });

        await region.Round(1).ReportAllReadyAsync(await ReportsAsync(region));

        Assert.Equal(3, (await CohortAsync(region)).Count);
    }

    [Fact]
    public async Task One_report_that_is_refused_spoils_all_that_were_to_be_taken_with_it()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        var reports = await ReportsAsync(region);

        await Assert.ThrowsAsync<RoundException>(
            () => region.Round(1).ReportAllReadyAsync([.. reports[..2], reports[2] with { Tokens = -1 }]));

        Assert.Empty((await region.Round(1).GetAsync()).Ready);
    }

    private static async Task<ReadyReport[]> ReportsAsync(TestRegion region)
    {
        var ticket = (await region.Round(1).GetAsync()).Ticket;
        return [.. Enumerable.Range(0, 3).Select(site => TestConsortium.Ready(TestConsortium.Site(site), ticket, local: null))];
    }

    private static RoundId Id => new(TestConsortium.Run, 1);

    private static Interfaces.Runs.RoundDeadlines Deadlines => TestConsortium.Definition(3).Deadlines;

    private static Task<TestRegion> StartAsync(CharterPolicy policy) => TestRegion.StartAsync(TestConsortium.Definition(3), policy);

    private static async Task<IReadOnlyList<SiteId>> CohortAsync(TestRegion region)
    {
        var round = await region.Round(1).GetAsync();
        Assert.Equal(RoundPhase.Contributing, round.Phase);
        Assert.Equal(1m, round.Cohort.Sum(member => member.Weight));
        return [.. round.Cohort.Select(member => member.Site)];
    }

    private static async Task AssertAbandonedAsync(TestRegion region, string reason)
    {
        var round = await region.Round(1).GetAsync();
        var run = await region.Run.GetAsync();
        Assert.Equal(RoundPhase.Abandoned, round.Phase);
        Assert.Contains(reason, round.AbandonReason, StringComparison.Ordinal);
        Assert.Equal((2, run.Definition.InitialBase.Digest()), (run.LatestRound, run.Base.Digest()));
    }
}
