using System.Text.Json.Serialization;
using Tapestry.Grains.Audit;
using Tapestry.Grains.Consortium;
using Tapestry.Grains.Interfaces.Audit.Events;
using Tapestry.Grains.Interfaces.Consortium.Events;
using Tapestry.Grains.Interfaces.Ledger.Events;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Runs.Events;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure.Events;
using Tapestry.Grains.Interfaces.Shards.Events;
using Tapestry.Grains.Interfaces.Sites.Events;
using Tapestry.Grains.Ledger;
using Tapestry.Grains.Rounds;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Grains.Runs;
using Tapestry.Grains.Shards;
using Tapestry.Grains.Sites;

namespace Tapestry.Grains.Hosting;

/// <summary>The JSON form of states, audit events and job payloads, as they stand in the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditState))]
[JsonSerializable(typeof(ConsortiumState))]
[JsonSerializable(typeof(LedgerState))]
[JsonSerializable(typeof(RoundState))]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(ShardState))]
[JsonSerializable(typeof(SiteState))]
[JsonSerializable(typeof(StreamsAnchored))]
[JsonSerializable(typeof(ConsortiumFounded))]
[JsonSerializable(typeof(MemberAdmitted))]
[JsonSerializable(typeof(MemberRemoved))]
[JsonSerializable(typeof(PolicyAmended))]
[JsonSerializable(typeof(BudgetSet))]
[JsonSerializable(typeof(ReleaseReserved))]
[JsonSerializable(typeof(ReleaseRefused))]
[JsonSerializable(typeof(ReleaseCharged))]
[JsonSerializable(typeof(ReservationFreed))]
[JsonSerializable(typeof(CohortFixed))]
[JsonSerializable(typeof(ContributionReceived))]
[JsonSerializable(typeof(ContributionsClosed))]
[JsonSerializable(typeof(RoundAbandoned))]
[JsonSerializable(typeof(RoundCertified))]
[JsonSerializable(typeof(RoundOpened))]
[JsonSerializable(typeof(ShardMerged))]
[JsonSerializable(typeof(SiteReady))]
[JsonSerializable(typeof(SiteRefused))]
[JsonSerializable(typeof(BaseAdopted))]
[JsonSerializable(typeof(BaseKept))]
[JsonSerializable(typeof(RoundScheduled))]
[JsonSerializable(typeof(RunCreated))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(ShardDiscarded))]
[JsonSerializable(typeof(ShardInitialized))]
[JsonSerializable(typeof(ShardPublished))]
[JsonSerializable(typeof(ShardStaged))]
[JsonSerializable(typeof(ContributionCounted))]
[JsonSerializable(typeof(SiteRegistered))]
[JsonSerializable(typeof(TicketDeclined))]
[JsonSerializable(typeof(HandshakeStepOpened))]
[JsonSerializable(typeof(HandshakeStepClosing))]
[JsonSerializable(typeof(HandshakeStepClosed))]
[JsonSerializable(typeof(SiteWithdrew))]
[JsonSerializable(typeof(CloseStepJob))]
[JsonSerializable(typeof(MergeShardJob))]
[JsonSerializable(typeof(RunDefinition))]
public sealed partial class GrainsJson : JsonSerializerContext;
