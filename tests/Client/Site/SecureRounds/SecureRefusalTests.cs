using Tapestry.Client.Site.Policy;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Silo.Receipts;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>What a site refuses of a region, with its reason, and what the region then does.</summary>
public sealed class SecureRefusalTests
{
    private static readonly SiteId Honest = new("site-0");

    public static TheoryData<string, string> Lies => new()
    {
        { "peer", "NotOnPinnedRoster" },
        { "threshold", "The threshold is 3" },
        { "scale", "not the ticket's" },
        { "side", "side vector" },
        { "base", "DifferentBase" },
        { "truncated", "Malformed" },
        { "cap", "the ticket's cap is 0.4" },
        { "floor", "the ticket's floor is 0.2" },
        { "rule", "the ticket's rule is equal weights among 4 members" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_site_leaves_the_handshake_and_says_why(string lie, string reason)
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 4, rounds: 1, definition => definition with
        {
            MaximumAbandonedInARow = 1, Secure = definition.Secure! with { DropoutPerMille = lie == "threshold" ? 0 : 333 },
        }, new CharterPolicy { Quorum = 2, Weights = WeightRule.Equal, WeightFloor = 0.2m, WeightCap = 0.4m });
        var withdrawals = new List<ProtocolWithdrawal>();
        var inputs = 0;
        fixture.Configure = options => options.Site == Honest && lie == "peer"
            ? options with { PinnedRoster = options.PinnedRoster.Where(pair => pair.Key.Value != "site-3").ToDictionary() }
            : options;
        fixture.Watch = (site, gateway) =>
        {
            if (site != Honest)
            {
                return;
            }

            gateway.Instruction = instruction => Change(instruction, lie);
            gateway.Before = message =>
            {
                withdrawals.AddRange(new[] { message }.OfType<ProtocolWithdrawal>());
                inputs += message is ContributionUpload ? 1 : 0;
            };
        };

        await fixture.CompleteAsync();

        Assert.Contains(reason, Assert.Single(withdrawals).Reason, StringComparison.Ordinal);
        Assert.Equal(0, inputs);
        Assert.Contains(Honest, (await fixture.RoundAsync(1)).Dropped);
    }

    [Fact]
    public async Task A_graph_of_fewer_neighbours_than_the_ticket_shows_is_refused()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 3);
        SecureRoundParameters? told = null;
        fixture.Watch = (site, gateway) => gateway.Instruction = instruction =>
        {
            told = site == Honest && instruction.Step == SecureStep.Advertise ? SecureRoundParameters.Decode(instruction.Message.Span) : told;
            return instruction;
        };
        await fixture.CompleteAsync();
        var ticket = (await fixture.RoundAsync(1)).Ticket;
        var denser = ticket.Secure! with { Graph = ticket.Secure.Graph! with { Neighbours = 4 } };

        Assert.Null(ParametersReview.ReasonToRefuse(told!, ticket));
        Assert.Equal(
            "Members mask with 2 neighbours; the ticket shows 4.", ParametersReview.ReasonToRefuse(told!, ticket with { Secure = denser }));
    }

    [Fact]
    public async Task A_ticket_for_updates_in_the_clear_is_refused()
    {
        await using var fixture = await SecureFixture.StartAsync(
            sites: 2, rounds: 1, definition => definition with { Secure = null, MaximumAbandonedInARow = 1 });

        var run = await fixture.CompleteAsync();

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.NotEmpty((await fixture.RoundAsync(1)).Declined);
        Assert.Empty((await fixture.RoundAsync(1)).Ready);
    }

    [Fact]
    public async Task A_ticket_of_a_round_before_the_last_is_refused_whatever_it_says()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 2, rounds: 2);
        await fixture.CompleteAsync();
        using var folder = new TemporaryFolder();
        using var signer = ReceiptSigner.LoadOrCreate(folder.File("key.pem"));
        var region = new ScriptedRegion(signer) { Tickets = { (await fixture.RoundAsync(1)).Ticket with { DataSeed = 9 } } };

        await fixture.RunAgainstAsync(Honest, region);

        Assert.Contains("took part in a later one", Assert.Single(region.Sent<TicketRefusal>()).Reason, StringComparison.Ordinal);
        Assert.Empty(region.Sent<ReadyReport>());
    }

    [Theory]
    [InlineData(WeightRule.Quality, null)]
    [InlineData(WeightRule.Equal, 0.5)]
    public void A_charter_that_governs_by_scores_which_the_member_keeps_is_refused(WeightRule weights, double? regression)
    {
        var ticket = SecureTicket() with { Policy = new CharterPolicy { Quorum = 2, Weights = weights, MaximumHeldOutRegression = regression } };
        var options = TinyRun.Options("");

        Assert.NotNull(TicketReview.ReasonToRefuse(ticket, options.Dataset, new SitePolicy()));
        Assert.Null(TicketReview.ReasonToRefuse(ticket, options.Dataset, new SitePolicy { PublishesMetrics = true }));
    }

    private static RoundTicket SecureTicket() =>
        TinyRun.Ticket(1, TinyRun.Manifest(TinyRun.Start(1), new Dictionary<Sha256Digest, byte[]>())) with
        {
            Secure = new SecureAggregationTicket
            {
                BitsPerCoordinate = 12, ClipNorm = 1, Granularities = [1, 1, 1], RotationSeed = Sha256Digest.Of([1]), DropoutPerMille = 333,
                CorruptionPerMille = 333, StepDeadline = TimeSpan.FromMinutes(1), MaximumAttempts = 1,
                IdentityKeys = new Dictionary<SiteId, IdentityKey>(), SideValues = [],
            },
        };

    private static ProtocolInstruction Change(ProtocolInstruction instruction, string lie)
    {
        if (lie == "truncated" && instruction.Step == SecureStep.DealShares)
        {
            return instruction with { Message = instruction.Message[..^1] };
        }

        if (instruction.Step != SecureStep.Advertise)
        {
            return instruction;
        }

        var honest = SecureRoundParameters.Decode(instruction.Message.Span);
        var told = lie switch
        {
            "threshold" => honest with { Threshold = 3, Graph = GraphPlanner.Plan(4, 3, 333) },
            "scale" => honest with { Shards = [honest.Shards[0] with { Scale = honest.Shards[0].Scale * 2 }, .. honest.Shards.Skip(1)] },
            "side" => honest with { SideVector = null },
            "cap" => honest with { Members = Weigh(honest, 0.43m, 0.19m) },
            "floor" => honest with { Members = Weigh(honest, 0.19m, 0.27m) },
            "rule" => honest with { Members = Weigh(honest, 0.28m, 0.24m) },
            "base" => honest with { BaseHash = Hash256.Of([9]) },
            _ => honest,
        };
        return instruction with { Message = told.Encode() };
    }

    /// <summary>One weight for the first member, another for each of the others, together 1.</summary>
    private static IReadOnlyList<Privacy.SecureAggregation.Parameters.CohortMember> Weigh(
        SecureRoundParameters honest, decimal first, decimal others) =>
    [
        .. honest.Members.Select((member, index) => member with
        {
            Weight = new GovernedWeight((long)((index == 0 ? first : others) * GovernedWeight.One)),
        }),
    ];
}
