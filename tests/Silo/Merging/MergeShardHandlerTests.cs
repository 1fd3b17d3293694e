using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Rounds;
using Tapestry.Silo.Merging;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Merging;

public sealed class MergeShardHandlerTests
{
    [Fact]
    public async Task All_shards_merged_certify_the_round_and_open_the_next()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var ticket = await fixture.ContributeAsync();

        await fixture.RunUntilEndedAsync(1);

        var round = await fixture.Round(1).GetAsync();
        var run = await fixture.Run.GetAsync();
        Assert.Equal(RoundPhase.Certified, round.Phase);
        Assert.Equal((ticket.Base.Digest(), run.Base.Digest()), (round.Certificate!.BaseBefore, round.Certificate.BaseAfter));
        Assert.Equal([1m / 6, 2m / 6, 3m / 6], round.Certificate.Merged.Select(member => member.Weight), (a, b) => Math.Abs(a - b) <= 1e-12m);
        Assert.Equal(2, run.LatestRound);
    }

    [Fact]
    public async Task A_certified_round_can_be_merged_again_by_anyone()
    {
        await using var fixture = await RegionFixture.StartAsync();
        await fixture.ContributeAsync();
        var plans = await Task.WhenAll(Enumerable.Range(0, 2).Select(fixture.Round(1).GetMergePlanAsync));
        await fixture.RunUntilEndedAsync(1);

        var repeated = new List<MergeResult>();
        foreach (var plan in plans)
        {
            repeated.Add(await new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default));
        }

        Assert.Equal((await fixture.Round(1).GetAsync()).Certificate!.Outputs, repeated.Select(result => result.Shard));
    }

    [Fact]
    public async Task A_damaged_contribution_abandons_the_round_with_its_reason_and_keeps_the_base()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var ticket = await fixture.ContributeAsync();
        var victim = Sha256Digest.Of(SiloConsortium.Frame(SiloConsortium.Sites[1], ticket.Round, 1));
        fixture.Damage(victim);

        await fixture.RunUntilEndedAsync(1);

        var round = await fixture.Round(1).GetAsync();
        var run = await fixture.Run.GetAsync();
        Assert.Equal(RoundPhase.Abandoned, round.Phase);
        Assert.Contains("Shard 1", round.AbandonReason, StringComparison.Ordinal);
        Assert.Contains(victim.Value, round.AbandonReason, StringComparison.Ordinal);
        Assert.Equal(ticket.Base.Digest(), run.Base.Digest());
        Assert.Equal(2, run.LatestRound);
    }

    [Fact]
    public async Task The_round_after_an_abandoned_one_merges_from_the_same_base()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var first = await fixture.ContributeAsync();
        fixture.Damage(Sha256Digest.Of(SiloConsortium.Frame(SiloConsortium.Sites[0], first.Round, 0)));
        await fixture.RunUntilEndedAsync(1);

        var second = await fixture.ContributeAsync(2);
        await fixture.RunUntilEndedAsync(2);

        Assert.Equal(first.Base.Digest(), second.Base.Digest());
        Assert.Equal(RoundPhase.Certified, (await fixture.Round(2).GetAsync()).Phase);
    }

    [Fact]
    public async Task A_job_that_runs_again_after_the_round_ended_changes_nothing()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var ticket = await fixture.ContributeAsync();
        await fixture.RunUntilEndedAsync(1);
        var before = (await fixture.Region.Events.ReadAsync(null, 0, int.MaxValue)).Count;

        await new MergeShardHandler(fixture.Region.Grains, fixture.Region.Blobs).HandleAsync(
            null!, new MergeShardJob(ticket.Round, 0), default);

        Assert.Equal(before, (await fixture.Region.Events.ReadAsync(null, 0, int.MaxValue)).Count);
    }
}
