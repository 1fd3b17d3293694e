using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>Random interleavings of calls, duplicates, dropouts and deadlines under a fake clock, by seed.</summary>
public sealed class InterleavingTests
{
    private const int Steps = 80;

    private const int SecureSteps = 400;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    public static TheoryData<int> SecureSeeds => [.. Enumerable.Range(1, 30)];

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

    [Theory]
    [MemberData(nameof(SecureSeeds))]
    public async Task No_interleaving_breaks_a_rule_of_the_secure_round(int seed)
    {
        var random = new Random(seed);
        await using var region = await StartSecureAsync(random);
        for (var step = 0; step < SecureSteps; step++)
        {
            await ActAsync(region, random);
            var broken = await RoundInvariants.FindBrokenAsync(region.Grains, TestConsortium.Run);
            Assert.True(broken is null, $"seed {seed}, step {step}: {broken}");
        }

        Assert.Null(await region.FindBrokenChainAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interleavings_reach_certified_abandoned_and_finished_rounds(bool isSecure)
    {
        var phases = new HashSet<string>();
        foreach (var seed in Enumerable.Range(1, 40))
        {
            var random = new Random(seed);
            await using var region = isSecure
                ? await StartSecureAsync(random)
                : await TestRegion.StartAsync(sites: random.Next(2, 6), shards: random.Next(1, 4), random);
            for (var step = 0; step < (isSecure ? SecureSteps : Steps); step++)
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

    private static Task<TestRegion> StartSecureAsync(Random random)
    {
        var sites = random.Next(2, 6);
        var definition = SecureConsortium.Definition(sites, random.Next(1, 3)) with { MaximumAbandonedInARow = 2 };
        return TestRegion.StartAsync(
            definition, new CharterPolicy { Quorum = random.Next(1, sites + 1), WeightCap = random.Next(2) == 0 ? 1m : 0.6m });
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

        // A handshake takes many more messages than a round in the clear: as many mishaps a round, not a message.
        return (random.Next(round.Ticket.Secure is null ? 100 : 600), round.Phase) switch
        {
            ( < 4, _) => region.AdvanceAsync(TimeSpan.FromSeconds(random.Next(1, 700))),
            ( < 7, _) => grain.RefuseAsync(TestConsortium.Refusal(site, id)),
            ( < 9, _) => grain.FailMergeAsync(shard, "disk broke"),
            ( < 10, _) when round.Secure is { } handshake =>
                grain.AnswerProtocolAsync(SecureConsortium.Answer(site, handshake, "another")),
            ( < 10, _) => grain.ContributeAsync(TestConsortium.Contribution(site, id, shard) with { Frame = new(TestConsortium.Digest("other"), 1) }),
            (_, RoundPhase.Training) => grain.ReportReadyAsync(TestConsortium.Ready(site, round.Ticket, tokens: random.Next(1, 128))),
            (_, RoundPhase.Aggregating) => ShakeHandsAsync(region, random, round, site),
            (_, RoundPhase.Contributing) => grain.ContributeAsync(TestConsortium.Contribution(site, id, shard)),
            _ => grain.CompleteMergeAsync(TestConsortium.Merge(id, round.Ticket.Base.Shards[shard])),
        };
    }

    /// <summary>Members send frames and answers in any order, some leave, and the job closes steps, now and then a second time.</summary>
    private static Task ShakeHandsAsync(TestRegion region, Random random, RoundView round, SiteId site)
    {
        var id = round.Ticket.Round;
        var grain = region.Round(id.Number);
        var handshake = round.Secure!;
        var threshold = (2 * round.Cohort.Count / 3) + 1;
        return (random.Next(120), handshake) switch
        {
            (0, _) => grain.WithdrawAsync(new ProtocolWithdrawal { Site = site, Round = id, Reason = "power cut" }),
            (1, _) => grain.FailSecureStepAsync(handshake.Attempt, handshake.Step, "disk broke"),
            (_, { IsClosing: true }) => grain.CompleteSecureStepAsync(SecureConsortium.Closed(round, threshold)),
            ( < 90, { Step: SecureStep.SendInputs }) => grain.ContributeAsync(
                TestConsortium.Contribution(site, id, random.Next(round.Ticket.Base.Shards.Count + 1))),
            _ => grain.AnswerProtocolAsync(SecureConsortium.Answer(site, handshake)),
        };
    }
}
