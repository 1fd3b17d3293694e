using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>Everything that closes a step; a function of the round's committed state.</summary>
public sealed record SecureStepPlan
{
    /// <summary>The ticket.</summary>
    public required RoundTicket Ticket { get; init; }

    /// <summary>The cohort with its governed weights and what it uploaded, in order of site id.</summary>
    public required IReadOnlyList<CohortMember> Cohort { get; init; }

    /// <summary>The handshake, closing.</summary>
    public required SecureHandshake Handshake { get; init; }
}
