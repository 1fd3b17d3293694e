using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Rounds;

/// <summary>Contributions until they close: when everybody has sent everything, or at the deadline.</summary>
public sealed class ContributionPhaseTests
{
    private static readonly TimeSpan Deadline = TestConsortium.Definition(3).Deadlines.Contribution;

    [Fact]
    public async Task The_last_shard_of_the_last_site_closes_and_queues_one_job_a_shard()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });

        await region.ContributeAsync(0, 1, 2);

        Assert.Equal(RoundPhase.Merging, (await region.Round(1).GetAsync()).Phase);
        Assert.Equal(2, (await region.QueuedJobsAsync()).Count);
    }

    [Fact]
    public async Task A_site_without_all_shards_is_dropped_at_the_deadline_and_the_others_weigh_1()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });
        await region.ContributeAsync(0, 1);
        await region.Round(1).ContributeAsync(TestConsortium.Contribution(TestConsortium.Site(2), Id, shard: 0));

        await region.AdvanceAsync(Deadline);

        var round = await region.Round(1).GetAsync();
        Assert.Equal(RoundPhase.Merging, round.Phase);
        Assert.Equal([TestConsortium.Site(2)], round.Dropped);
        Assert.Equal([0.5m, 0.5m], round.Cohort.Select(member => member.Weight));
    }

    [Fact]
    public async Task A_dropped_sites_contribution_is_too_late()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });
        await region.ContributeAsync(0, 1);
        await region.AdvanceAsync(Deadline);

        var refused = await Assert.ThrowsAsync<RoundException>(() => region.ContributeAsync(2));

        Assert.Equal(RoundException.TooLate, refused.Code);
    }

    [Fact]
    public async Task A_contribution_sent_again_after_the_close_has_its_receipt()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });
        var contribution = TestConsortium.Contribution(TestConsortium.Site(0), Id, shard: 0);
        var receipt = await region.Round(1).ContributeAsync(contribution);
        await region.ContributeAsync(0, 1, 2);

        Assert.Equal(receipt, await region.Round(1).ContributeAsync(contribution));
    }

    [Fact]
    public async Task Below_the_quorum_the_deadline_abandons_the_round()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });
        await region.ContributeAsync(0);

        await region.AdvanceAsync(Deadline);

        Assert.Contains("1 of 3 sites contributed every shard", (await region.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
        Assert.Empty(await region.QueuedJobsAsync());
    }

    [Fact]
    public async Task Dropouts_that_make_the_cap_impossible_abandon_the_round()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2, WeightCap = 0.4m });
        await region.ContributeAsync(0, 1);

        await region.AdvanceAsync(Deadline);

        Assert.Contains("weight cap of 0.4", (await region.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contributions_taken_as_one_have_the_receipts_and_the_effect_of_each_alone()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });
        var contributions = AllOf(0, 1, 2);

        var receipts = await region.Round(1).ContributeAllAsync(contributions);

        Assert.Equal(contributions.Select(sent => (sent.Site, sent.Shard, sent.Frame.Digest)), receipts.Select(got => (got.Site, got.Shard, got.Digest)));
        Assert.Equal(RoundPhase.Merging, (await region.Round(1).GetAsync()).Phase);
        Assert.Equal(2, (await region.QueuedJobsAsync()).Count);
    }

    [Fact]
    public async Task One_contribution_that_is_refused_spoils_all_that_were_to_be_taken_with_it()
    {
        await using var region = await ReadyAsync(new CharterPolicy { Quorum = 2 });
        var stranger = AllOf(0)[0] with { Site = new SiteId("stranger") };

        await Assert.ThrowsAsync<RoundException>(() => region.Round(1).ContributeAllAsync([.. AllOf(0, 1), stranger]));

        Assert.All((await region.Round(1).GetAsync()).Cohort, member => Assert.Empty(member.Contributions));
    }

    private static Contribution[] AllOf(params int[] sites) =>
    [
        .. from site in sites
           from shard in Enumerable.Range(0, 2)
           select TestConsortium.Contribution(TestConsortium.Site(site), Id, shard),
    ];

    private static RoundId Id => new(TestConsortium.Run, 1);

    private static async Task<TestRegion> ReadyAsync(CharterPolicy policy)
    {
        var region = await TestRegion.StartAsync(TestConsortium.Definition(3), policy);
        await region.ReadyAsync(0, 1, 2);
        return region;
    }
}
