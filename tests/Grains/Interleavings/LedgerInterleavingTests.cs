using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>
/// Random interleavings of a run's rounds and of another run on the same ledgers, with duplicates, dropouts, deadlines and
/// budgets that run out, under a fake clock, by seed.
/// </summary>
public sealed class LedgerInterleavingTests
{
    private const int Steps = 90;

    // A handshake takes many more messages than a round in the clear.
    private const int SecureSteps = 300;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task No_interleaving_breaks_a_rule_of_the_ledger(int seed) => PlayAsync(seed, isSecure: false);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task No_interleaving_of_a_secure_round_breaks_a_rule_of_the_ledger(int seed) => PlayAsync(seed, isSecure: true);

    private static async Task PlayAsync(int seed, bool isSecure)
    {
        await using var play = await Play.StartAsync(seed, isSecure);
        for (var step = 0; step < (isSecure ? SecureSteps : Steps); step++)
        {
            await play.ActAsync();
            var broken = await play.FindBrokenAsync();
            Assert.True(broken is null, $"seed {seed}, step {step}: {broken}");
        }

        Assert.Null(await play.Region.FindBrokenChainAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interleavings_reach_every_kind_of_entry(bool isSecure)
    {
        var seen = new HashSet<string>();
        foreach (var seed in Enumerable.Range(1, 20))
        {
            await using var play = await Play.StartAsync(seed, isSecure);
            for (var step = 0; step < (isSecure ? SecureSteps : Steps); step++)
            {
                await play.ActAsync();
            }

            seen.UnionWith((await play.Region.EventsAsync()).Select(recorded => recorded.Name));
        }

        Assert.Superset(
            new HashSet<string>
            {
                "budget-set", "release-reserved", "release-refused", "release-charged", "reservation-freed", "round-abandoned",
                "round-certified",
            },
            seen);
    }

    /// <summary>One region, what happens to it, and what the test saw released.</summary>
    private sealed class Play(TestRegion region, Random random) : IAsyncDisposable
    {
        private static readonly RunId Other = new("other");
        private readonly Dictionary<SiteId, HashSet<RoundId>> released = [];

        public TestRegion Region => region;

        public static async Task<Play> StartAsync(int seed, bool isSecure)
        {
            var random = new Random(seed);
            var sites = random.Next(2, 5);
            var definition = isSecure
                ? SecureConsortium.NoisyDefinition(sites, LinearComposition.Costing(0.75))
                : TestConsortium.Definition(sites, random.Next(1, 3));
            var region = await TestRegion.StartAsync(
                definition with { MaximumAbandonedInARow = 3, Rounds = 8 },
                new CharterPolicy { Quorum = random.Next(isSecure ? 2 : 1, sites + 1) }, LedgerInvariants.NoiseFreeCost);
            var play = new Play(region, random);
            foreach (var site in definition.Sites)
            {
                play.released[site] = [];
                var registration = TestConsortium.Registration(site);
                var budget = random.Next(4) == 0 ? null : new PrivacyBudget(random.Next(1, 12), 1e-5);
                await region.Site(site).RegisterAsync(
                    registration with { Dataset = registration.Dataset with { Budget = budget } });
            }

            return play;
        }

        public async Task ActAsync()
        {
            var run = await region.Run.GetAsync();
            var number = random.Next(10) == 0 ? random.Next(1, run.LatestRound + 1) : run.LatestRound;
            var round = await region.Round(number).GetAsync();
            var site = TestConsortium.Site(random.Next(run.Definition.Sites.Count));
            try
            {
                await (random.Next(6) == 0 ? ActInOtherRunAsync(site) : ActInRoundAsync(round, site));
            }
            catch (TapestryException)
            {
                // A refused message is a legal outcome; the invariants say whether it left anything behind.
            }
        }

        public async Task<string?> FindBrokenAsync()
        {
            var run = await region.Run.GetAsync();
            var open = Enumerable.Range(1, 9).Select(number => new RoundId(Other, number)).ToHashSet();
            var latest = await region.Round(run.LatestRound).GetAsync();
            if (latest.EndedAt is null)
            {
                open.Add(latest.Ticket.Round);
            }

            foreach (var (site, rounds) in released)
            {
                if (LedgerInvariants.FindBroken(await region.Ledger(site).GetAsync(), rounds, open) is { } broken)
                {
                    return $"the ledger of {site} {broken}";
                }
            }

            return null;
        }

        public ValueTask DisposeAsync() => region.DisposeAsync();

        /// <summary>What a step of a handshake does, and whether it let the sum be known.</summary>
        private async Task ShakeHandsAsync(RoundView round, SiteId site)
        {
            var grain = region.Round(round.Ticket.Round.Number);
            var handshake = round.Secure!;
            var closed = SecureConsortium.Closed(round, threshold: (2 * round.Cohort.Count / 3) + 1);
            switch (random.Next(40), handshake)
            {
                case (0, _):
                    await grain.WithdrawAsync(new ProtocolWithdrawal { Site = site, Round = round.Ticket.Round, Reason = "power cut" });
                    break;
                case (1, { IsClosing: true }):
                    await grain.FailSecureStepAsync(handshake.Attempt, handshake.Step, "disk broke");
                    if (handshake.Step == SecureStep.Unmask && handshake.Answers.Count >= round.Ticket.Policy.Quorum)
                    {
                        NoteReleased(round, SecureConsortium.Survivors(round));
                    }

                    break;
                case (_, { IsClosing: true }):
                    await grain.CompleteSecureStepAsync(closed);
                    NoteReleased(round, closed.Sum is null ? [] : closed.Survivors!);
                    break;
                case ( < 30, { Step: SecureStep.SendInputs }):
                    await grain.ContributeAsync(TestConsortium.Contribution(
                        site, round.Ticket.Round, random.Next(round.Ticket.Base.Shards.Count + 1)));
                    break;
                default:
                    await grain.AnswerProtocolAsync(SecureConsortium.Answer(site, handshake));
                    break;
            }
        }

        private void NoteReleased(RoundView round, IEnumerable<SiteId> sites)
        {
            foreach (var site in sites)
            {
                released[site].Add(round.Ticket.Round);
            }
        }

        private Task ActInRoundAsync(RoundView round, SiteId site)
        {
            var id = round.Ticket.Round;
            var grain = region.Round(id.Number);
            var shard = random.Next(round.Ticket.Base.Shards.Count);
            return (random.Next(100), round.Phase) switch
            {
                ( < 5, _) => region.AdvanceAsync(TimeSpan.FromSeconds(random.Next(1, 700))),
                ( < 8, _) => grain.RefuseAsync(TestConsortium.Refusal(site, id)),
                ( < 11, _) => grain.FailMergeAsync(shard, "disk broke"),
                ( < 25, _) => grain.OfferAsync(site),
                (_, RoundPhase.Aggregating) => ShakeHandsAsync(round, site),
                ( < 30, _) when round.Secure is null => ContributeAsync(site, id, shard),
                (_, RoundPhase.Training) => grain.ReportReadyAsync(TestConsortium.Ready(site, round.Ticket, tokens: random.Next(1, 128))),
                (_, RoundPhase.Contributing) => ContributeAsync(site, id, shard),
                _ => grain.CompleteMergeAsync(TestConsortium.Merge(id, round.Ticket.Base.Shards[shard])),
            };
        }

        private async Task ContributeAsync(SiteId site, RoundId round, int shard)
        {
            await region.Round(round.Number).ContributeAsync(TestConsortium.Contribution(site, round, shard));
            released[site].Add(round);
        }

        private async Task ActInOtherRunAsync(SiteId site)
        {
            var ledger = region.Ledger(site);
            var round = new RoundId(Other, random.Next(1, 10));
            switch (random.Next(4))
            {
                case 0:
                    await ledger.ChargeAsync(round);
                    released[site].Add(round);
                    break;
                case 1:
                    await ledger.FreeAsync(round);
                    break;
                default:
                    await ledger.ReserveAsync(round, LinearComposition.Costing(0.5 + (round.Number % 2)));
                    break;
            }
        }
    }
}
