using Tapestry.Actors;
using Tapestry.Grains.Audit;
using Tapestry.Grains.Consortium;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Shards;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Grains.Ledger;
using Tapestry.Grains.Rounds;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Grains.Runs;
using Tapestry.Grains.Shards;
using Tapestry.Grains.Sites;

namespace Tapestry.Grains.Hosting;

/// <summary>Every grain, event and job of a region under its persisted name; the names never change.</summary>
public static class RegionGrains
{
    /// <summary>Version of all states. States of version 1 had no optimizer settings and are refused.</summary>
    private const int StateVersion = 2;

    /// <summary>A registry that holds them all.</summary>
    /// <param name="composition">Says what the releases on a ledger cost together.</param>
    /// <param name="graphs">Plans the masking graphs that tickets show.</param>
    public static GrainRegistry CreateRegistry(IReleaseComposition composition, IMaskingGraphs graphs)
    {
        ArgumentNullException.ThrowIfNull(composition);
        ArgumentNullException.ThrowIfNull(graphs);
        var registry = new GrainRegistry();
        AddGrains(registry, composition, graphs);
        AddEvents(registry);
        return registry
            .AddJob(MergeShardJob.Kind, GrainsJson.Default.MergeShardJob)
            .AddJob(CloseStepJob.Kind, GrainsJson.Default.CloseStepJob);
    }

    private static void AddGrains(GrainRegistry registry, IReleaseComposition composition, IMaskingGraphs graphs) => registry
        .AddGrain<IAuditGrain, AuditGrain, AuditState>("audit", StateVersion, GrainsJson.Default.AuditState)
        .AddGrain<IConsortiumGrain, ConsortiumGrain, ConsortiumState>("consortium", StateVersion, GrainsJson.Default.ConsortiumState)
        .AddGrain<ILedgerGrain, LedgerGrain, LedgerState>(
            "ledger", StateVersion, GrainsJson.Default.LedgerState, () => new LedgerGrain(composition))
        .AddGrain<IRoundGrain, RoundGrain, RoundState>("round", StateVersion, GrainsJson.Default.RoundState)
        .AddGrain<IRunGrain, RunGrain, RunState>("run", StateVersion, GrainsJson.Default.RunState, () => new RunGrain(graphs))
        .AddGrain<IShardGrain, ShardGrain, ShardState>("shard", StateVersion, GrainsJson.Default.ShardState)
        .AddGrain<ISiteGrain, SiteGrain, SiteState>("site", StateVersion, GrainsJson.Default.SiteState);

    private static void AddEvents(GrainRegistry registry) => registry
        .AddEvent("streams-anchored", GrainsJson.Default.StreamsAnchored)
        .AddEvent("consortium-founded", GrainsJson.Default.ConsortiumFounded)
        .AddEvent("member-admitted", GrainsJson.Default.MemberAdmitted)
        .AddEvent("member-removed", GrainsJson.Default.MemberRemoved)
        .AddEvent("policy-amended", GrainsJson.Default.PolicyAmended)
        .AddEvent("budget-set", GrainsJson.Default.BudgetSet)
        .AddEvent("release-reserved", GrainsJson.Default.ReleaseReserved)
        .AddEvent("release-refused", GrainsJson.Default.ReleaseRefused)
        .AddEvent("release-charged", GrainsJson.Default.ReleaseCharged)
        .AddEvent("reservation-freed", GrainsJson.Default.ReservationFreed)
        .AddEvent(RoundEventNames.CohortFixed, GrainsJson.Default.CohortFixed)
        .AddEvent(RoundEventNames.ContributionReceived, GrainsJson.Default.ContributionReceived)
        .AddEvent(RoundEventNames.ContributionsClosed, GrainsJson.Default.ContributionsClosed)
        .AddEvent(RoundEventNames.Abandoned, GrainsJson.Default.RoundAbandoned)
        .AddEvent(RoundEventNames.Certified, GrainsJson.Default.RoundCertified)
        .AddEvent(RoundEventNames.Opened, GrainsJson.Default.RoundOpened)
        .AddEvent("shard-merged", GrainsJson.Default.ShardMerged)
        .AddEvent("site-ready", GrainsJson.Default.SiteReady)
        .AddEvent("site-refused", GrainsJson.Default.SiteRefused)
        .AddEvent(RoundEventNames.HandshakeStepOpened, GrainsJson.Default.HandshakeStepOpened)
        .AddEvent("handshake-step-closing", GrainsJson.Default.HandshakeStepClosing)
        .AddEvent("handshake-step-closed", GrainsJson.Default.HandshakeStepClosed)
        .AddEvent("site-withdrew", GrainsJson.Default.SiteWithdrew)
        .AddEvent("base-adopted", GrainsJson.Default.BaseAdopted)
        .AddEvent("base-kept", GrainsJson.Default.BaseKept)
        .AddEvent("round-scheduled", GrainsJson.Default.RoundScheduled)
        .AddEvent("run-created", GrainsJson.Default.RunCreated)
        .AddEvent("run-ended", GrainsJson.Default.RunEnded)
        .AddEvent("shard-discarded", GrainsJson.Default.ShardDiscarded)
        .AddEvent("shard-initialized", GrainsJson.Default.ShardInitialized)
        .AddEvent("shard-published", GrainsJson.Default.ShardPublished)
        .AddEvent("shard-staged", GrainsJson.Default.ShardStaged)
        .AddEvent("contribution-counted", GrainsJson.Default.ContributionCounted)
        .AddEvent("site-registered", GrainsJson.Default.SiteRegistered)
        .AddEvent("ticket-declined", GrainsJson.Default.TicketDeclined);
}
