using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>A round as it stands.</summary>
public sealed record RoundView
{
    /// <summary>What it asked for.</summary>
    public required RoundTicket Ticket { get; init; }

    /// <summary>Where it stands.</summary>
    public required RoundPhase Phase { get; init; }

    /// <summary>When it opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was certified or abandoned; null while open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Reports of sites that are ready, in order of site id.</summary>
    public required IReadOnlyList<ReadyReport> Ready { get; init; }

    /// <summary>Sites that refused the ticket.</summary>
    public required IReadOnlyList<SiteId> Declined { get; init; }

    /// <summary>The cohort and its contributions so far, in order of site id; empty until fixed.</summary>
    public required IReadOnlyList<CohortMember> Cohort { get; init; }

    /// <summary>Cohort members left out of the merge because contributions or answers of theirs were missing.</summary>
    public required IReadOnlyList<SiteId> Dropped { get; init; }

    /// <summary>What it holds or has charged on the members' ledgers.</summary>
    public required IReadOnlyList<SiteRelease> Releases { get; init; }

    /// <summary>The handshake of a secure round; null before the cohort is fixed and for rounds in the clear.</summary>
    public SecureHandshake? Secure { get; init; }

    /// <summary>Why it was abandoned; null otherwise.</summary>
    public string? AbandonReason { get; init; }

    /// <summary>The certificate; null unless certified.</summary>
    public RoundCertificate? Certificate { get; init; }
}
