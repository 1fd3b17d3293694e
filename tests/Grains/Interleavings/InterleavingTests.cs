using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>Random interleavings of calls, duplicates, dropouts and deadlines under a fake clock, by seed.</summary>
public sealed class InterleavingTests
{
    private const int Steps = 80;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_interleaving_breaks_a_rule_of_the_round(int seed)
    {
        var random = new Random(seed);
        await using var region = await TestRegion.StartAsync(sites: random.Next(2, 6), shards: random.Next(1, 4), random);
        for (var step = 0; step < Steps; step++)
        {
            await ActAsync(region, random);
            var broken = await RoundInvariants.FindBrokenAsync(region.Grains, TestConsortium.Run);
            Assert.True(broken is null, $"seed {seed}, step {step}: {broken}");
        }

        Assert.Null(await region.FindBrokenChainAsync());
    }

    [Fact]
    public async Task Interleavings_reach_certified_abandoned_and_finished_rounds()
    {
        var phases = new HashSet<string>();
        foreach (var seed in Enumerable.Range(1, 40))
        {
            var random = new Random(seed);
            await using var region = await TestRegion.StartAsync(sites: random.Next(2, 6), shards: random.Next(1, 4), random);
            for (var step = 0; step < Steps; step++)
            {
                await ActAsync(region, random);
            }

            var run = await region.Run.GetAsync();
            phases.Add($"run {run.Phase}");
            for (var number = 1; number <= run.LatestRound; number++)
            {
                phases.Add($"round {(await region.Round(number).GetAsync()).Phase}");
            }
        }

        Assert.Superset(new HashSet<string> { "round Certified", "round Abandoned", "run Completed", "run Failed" }, phases);
    }

    private static async Task ActAsync(TestRegion region, Random random)
    {
        var run = await region.Run.GetAsync();
        var number = random.Next(10) == 0 ? random.Next(1, run.LatestRound + 1) : run.LatestRound;
        var round = await region.Round(number).GetAsync();
        var site = TestConsortium.Site(random.Next(run.Definition.Sites.Count));
        try
        {
            await ChooseAsync(region, random, round, site);
        }
        catch (TapestryException)
        {
            // A refused message is a legal outcome; the invariants say whether it left anything behind.
        }
    }

    private static Task ChooseAsync(TestRegion region, Random random, RoundView round, SiteId site)
    {
        var id = round.Ticket.Round;
        var grain = region.Round(id.Number);
        var shard = random.Next(round.Ticket.Base.Shards.Count);
        return (random.Next(100), round.Phase) switch
        {
            ( < 4, _) => region.AdvanceAsync(TimeSpan.FromSeconds(random.Next(1, 700))),
            ( < 7, _) => grain.RefuseAsync(TestConsortium.Refusal(site, id)),
            ( < 9, _) => grain.FailMergeAsync(shard, "disk broke"),
            ( < 10, _) => grain.ContributeAsync(TestConsortium.Contribution(site, id, shard) with { Frame = new(TestConsortium.Digest("other"), 1) }),
            (_, RoundPhase.Training) => grain.ReportReadyAsync(TestConsortium.Ready(site, round.Ticket, tokens: random.Next(1, 128))),
            (_, RoundPhase.Contributing) => grain.ContributeAsync(TestConsortium.Contribution(site, id, shard)),
            _ => grain.CompleteMergeAsync(TestConsortium.Merge(id, round.Ticket.Base.Shards[shard])),
        };
    }
}
