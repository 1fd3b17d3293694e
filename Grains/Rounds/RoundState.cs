using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Rounds;

/// <summary>Durable state of a round, version 1.</summary>
public sealed record RoundState
{
    /// <summary>The ticket; null until opened.</summary>
    public RoundTicket? Ticket { get; init; }

    /// <summary>SHA-256 of the ticket.</summary>
    public Sha256Digest TicketDigest { get; init; }

    /// <summary>Where it stands.</summary>
    public RoundPhase Phase { get; init; }

    /// <summary>When it opened.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Reports, in ordinal order of site ids.</summary>
    public IReadOnlyList<ReadyReport> Ready { get; init; } = [];

    /// <summary>Sites that refused.</summary>
    public IReadOnlyList<SiteId> Declined { get; init; } = [];

    /// <summary>The cohort, in ordinal order of site ids; empty until fixed.</summary>
    public IReadOnlyList<CohortMember> Cohort { get; init; } = [];

    /// <summary>Cohort members whose contributions or answers are not in the merge.</summary>
    public IReadOnlyList<SiteId> Dropped { get; init; } = [];

    /// <summary>What the round holds or has charged on the members' ledgers.</summary>
    public IReadOnlyList<SiteRelease> Releases { get; init; } = [];

    /// <summary>The handshake of a secure round; null before the cohort is fixed.</summary>
    public SecureHandshake? Secure { get; init; }

    /// <summary>Merged shards that wait for certification, by index.</summary>
    public IReadOnlyDictionary<int, MergeResult> Merged { get; init; } = new Dictionary<int, MergeResult>();

    /// <summary>Why it was abandoned.</summary>
    public string? AbandonReason { get; init; }

    /// <summary>The certificate.</summary>
    public RoundCertificate? Certificate { get; init; }

    /// <summary>True once certified or abandoned.</summary>
    internal bool HasEnded => Phase is RoundPhase.Certified or RoundPhase.Abandoned;
}
