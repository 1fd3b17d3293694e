using Tapestry.Grains.Audit;
using Tapestry.Grains.Consortium;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Audit.Events;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Consortium.Events;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Ledger.Events;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Runs.Events;
using Tapestry.Grains.Interfaces.Shards.Events;
using Tapestry.Grains.Interfaces.Sites.Events;
using Tapestry.Grains.Ledger;
using Tapestry.Grains.Rounds;
using Tapestry.Grains.Runs;
using Tapestry.Grains.Shards;
using Tapestry.Grains.Sites;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Hosting;

/// <summary>One of everything that a region persists, with every field filled.</summary>
internal static class PersistedSamples
{
    private static readonly DateTimeOffset Time = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly CharterPolicy Policy = new()
    {
        Version = 2, Weights = WeightRule.Quality, WeightFloor = 0.05m, WeightCap = 0.6m, Quorum = 2, MaximumHeldOutRegression = 0.25,
    };

    private static readonly SiteId Site = TestConsortium.Site(0);
    private static readonly RunDefinition Definition = TestConsortium.Definition(sites: 2, shards: 1);
    private static readonly ShardVersion Shard = Definition.InitialBase.Shards[0];
    private static readonly Member Member = new() { Site = Site, DisplayName = "Site Zero" };
    private static readonly ReceivedFrame Frame = new(TestConsortium.Digest("frame"), 200);

    private static readonly CohortMember InCohort = new()
    {
        Site = Site, Weight = 0.4m, Contributions = new Dictionary<int, ReceivedFrame> { [0] = Frame },
    };

    private static readonly PrivacyBudget Budget = new(8, 1e-5);
    private static readonly LedgerRelease Release = new(new DistributedDiscreteGaussianRelease(12.5, 2, 100, 20.25, 200), 2);

    public static RoundTicket Ticket { get; } = TestConsortium.Ticket(sites: 2, Policy);

    private static MergeResult Result => TestConsortium.Merge(Ticket.Round, Shard);

    private static RoundCertificate Certificate => new()
    {
        Round = Ticket.Round,
        Ticket = TicketDigest.Of(Ticket),
        PolicyVersion = 2,
        BaseBefore = Ticket.Base.Digest(),
        BaseAfter = new BaseManifest([Result.Shard]).Digest(),
        Merged = [InCohort],
        Outputs = [Result.Shard],
        OptimizerStatesBefore = [null],
        OptimizerStatesAfter = [Result.OptimizerState],
    };

    public static IReadOnlyList<object> All =>
    [
        new AuditState { AnchoredHeads = 3 },
        new ConsortiumState { Policy = Policy, Members = [Member] },
        new LedgerState
        {
            Budget = Budget, Charges = [new LedgerCharge(Ticket.Round.Run, Release, [new RoundSpan(1, 3), new RoundSpan(5, 5)])],
            Reserved = [new LedgerReservation(Ticket.Round, new LedgerRelease(new NoiseFreeRelease()))],
        },
        new RoundState
        {
            Ticket = Ticket, TicketDigest = TicketDigest.Of(Ticket), Phase = RoundPhase.Certified, OpenedAt = Time, EndedAt = Time.AddHours(1),
            Ready = [TestConsortium.Ready(Site, Ticket, local: 3.25)], Declined = [TestConsortium.Site(1)], Cohort = [InCohort],
            Dropped = [TestConsortium.Site(1)], Merged = new Dictionary<int, MergeResult> { [0] = Result },
            Releases = [new SiteRelease(Site, new LedgerId(Site, "letters"), IsCharged: true)],
            AbandonReason = "why", Certificate = Certificate,
        },
        new RunState
        {
            Definition = Definition, Policy = Policy, Phase = RunPhase.Running, LatestRound = 4, CertifiedRounds = 2, CertifiedSteps = 9,
            AbandonedInARow = 1, Base = Definition.InitialBase, Reason = "why",
        },
        new ShardState
        {
            Current = Shard, OptimizerState = TestConsortium.Digest("momentum"), PublishedBy = Ticket.Round, StagedBy = Ticket.Round, Staged = Result,
        },
        new SiteState
        {
            Consortium = TestConsortium.Consortium, Dataset = TestConsortium.Registration(Site).Dataset with { Budget = Budget }, RoundsContributed = 2,
            TicketsDeclined = 1, TokensContributed = 512, LastRound = Ticket.Round,
        },
        new StreamsAnchored([new StreamAnchor("round/run/1", 7, TestConsortium.Digest("head"))]),
        new ConsortiumFounded(Policy),
        new MemberAdmitted(Member),
        new MemberRemoved(Site),
        new PolicyAmended(Policy),
        new BudgetSet(Budget),
        new ReleaseReserved(Ticket.Round, Release),
        new ReleaseRefused(Ticket.Round, Release, "why"),
        new ReleaseCharged(Ticket.Round, Release),
        new ReservationFreed(Ticket.Round),
        new CohortFixed([InCohort]),
        new ContributionReceived(Site, 1, Frame),
        new ContributionsClosed([Site], [TestConsortium.Site(1)]),
        new RoundAbandoned("why"),
        new RoundCertified(Certificate),
        new RoundOpened(Ticket.Round, TicketDigest.Of(Ticket)),
        new ShardMerged(Result),
        new SiteReady(Site, 128, 3.5),
        new SiteRefused(Site, "why"),
        new BaseAdopted(Ticket.Round, Ticket.Base.Digest()),
        new BaseKept(Ticket.Round, "why"),
        new RoundScheduled(Ticket.Round),
        new RunCreated(Definition, 2),
        new RunEnded(RunPhase.Failed, "why"),
        new ShardDiscarded(Ticket.Round),
        new ShardInitialized(Shard),
        new ShardPublished(Ticket.Round, Shard),
        new ShardStaged(Ticket.Round, Result),
        new ContributionCounted(Ticket.Round, 128),
        new SiteRegistered(Site, TestConsortium.Consortium, TestConsortium.Registration(Site).Dataset),
        new TicketDeclined(Ticket.Round, "why"),
        new MergeShardJob(Ticket.Round, 3),
    ];
}
