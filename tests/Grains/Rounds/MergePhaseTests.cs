using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Rounds;

/// <summary>Merging until the round is certified or abandoned, and what the run makes of it.</summary>
public sealed class MergePhaseTests
{
    [Fact]
    public async Task All_shards_certify_the_round_publish_and_open_the_next_on_the_new_base()
    {
        await using var region = await MergingAsync();

        await region.MergeAsync(0);
        Assert.Equal(RoundPhase.Merging, (await region.Round(1).GetAsync()).Phase);
        await region.MergeAsync(1);

        var certificate = (await region.Round(1).GetAsync()).Certificate!;
        var next = await region.Round(2).GetAsync();
        Assert.Equal(next.Ticket.Base.Digest(), certificate.BaseAfter);
        Assert.Equal(certificate.Outputs[1], (await region.Shard(1).GetAsync()).Current);
        Assert.Equal(new RoundId(TestConsortium.Run, 1), (await region.Shard(1).GetAsync()).PublishedBy);
        Assert.Equal(1, (await region.Site(TestConsortium.Site(0)).GetAsync()).RoundsContributed);
    }

    [Fact]
    public async Task A_merge_told_twice_counts_once()
    {
        await using var region = await MergingAsync();
        await region.MergeAsync(0);
        var before = (await region.EventsAsync()).Count;

        await region.MergeAsync(0);

        Assert.Equal(before, (await region.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_merge_that_another_does_not_repeat_is_an_error_and_changes_nothing()
    {
        await using var region = await MergingAsync();
        await region.MergeAsync(0);
        var standing = await region.Round(1).GetMergePlanAsync(0);
        var other = new MergeResult(standing.Shard with { Parameters = TestConsortium.Digest("other") }, null);

        var refused = await Assert.ThrowsAsync<RoundException>(() => region.Round(1).CompleteMergeAsync(other));

        Assert.Equal(RoundException.Contradiction, refused.Code);
        Assert.Equal(standing.Shard, (await region.Shard(0).GetAsync()).Current);
        Assert.Equal(RoundPhase.Merging, (await region.Round(1).GetAsync()).Phase);
    }

    [Fact]
    public async Task A_failed_merge_abandons_the_round_and_discards_what_was_staged()
    {
        await using var region = await MergingAsync();
        await region.MergeAsync(0);

        await region.Round(1).FailMergeAsync(1, "blob damaged");

        Assert.Contains("Shard 1 could not be merged: blob damaged", (await region.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
        Assert.Null((await region.Shard(0).GetAsync()).StagedBy);
        Assert.Equal(2, (await region.Run.GetAsync()).LatestRound);
    }

    [Fact]
    public async Task A_merge_that_takes_too_long_is_given_up()
    {
        await using var region = await MergingAsync();
        await region.MergeAsync(0);

        await region.AdvanceAsync(TestConsortium.Definition(3).Deadlines.Merge);

        Assert.Contains("1 of 2 shards were merged", (await region.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
        Assert.Equal(
            RoundException.TooLate, (await Assert.ThrowsAsync<RoundException>(() => region.MergeAsync(1))).Code);
    }

    [Fact]
    public async Task Stopping_the_run_abandons_its_round_and_opens_no_other()
    {
        await using var region = await MergingAsync();

        await region.Run.StopAsync("the members voted");

        var run = await region.Run.GetAsync();
        Assert.Equal((RunPhase.Stopped, 1, "the members voted"), (run.Phase, run.LatestRound, run.Reason));
        Assert.Contains("the members voted", (await region.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_abandoned_rounds_in_a_row_as_the_limit_fail_the_run()
    {
        await using var region = await MergingAsync();
        await region.Round(1).FailMergeAsync(0, "first");
        Assert.Equal(RunPhase.Running, (await region.Run.GetAsync()).Phase);
        await region.AdvanceAsync(TestConsortium.Definition(3).Deadlines.Ready);

        var run = await region.Run.GetAsync();
        Assert.Equal((RunPhase.Failed, 2), (run.Phase, run.LatestRound));
        Assert.Contains("2 rounds in a row were abandoned (limit 2)", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certified_round_starts_the_count_of_abandoned_ones_again()
    {
        await using var region = await MergingAsync();
        await region.Round(1).FailMergeAsync(0, "first");
        await region.ReachMergingAsync(2);
        await region.MergeAsync(0, round: 2);
        await region.MergeAsync(1, round: 2);

        await region.AdvanceAsync(TestConsortium.Definition(3).Deadlines.Ready);

        Assert.Equal(RunPhase.Running, (await region.Run.GetAsync()).Phase);
    }

    [Fact]
    public async Task The_last_certified_round_completes_the_run()
    {
        await using var region = await MergingAsync();
        for (var round = 1; round <= 3; round++)
        {
            await region.ReachMergingAsync(round);
            await region.MergeAsync(0, round);
            await region.MergeAsync(1, round);
        }

        var run = await region.Run.GetAsync();
        Assert.Equal((RunPhase.Completed, 3, 3), (run.Phase, run.LatestRound, run.CertifiedRounds));
        Assert.Null(await region.FindBrokenChainAsync());
    }

    private static async Task<TestRegion> MergingAsync()
    {
        var region = await TestRegion.StartAsync(
            TestConsortium.Definition(3) with { MaximumAbandonedInARow = 2 }, new CharterPolicy { Quorum = 2 });
        await region.ReachMergingAsync(1);
        return region;
    }
}
