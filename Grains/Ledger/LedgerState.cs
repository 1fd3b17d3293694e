using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Ledger;

/// <summary>Durable state of a ledger, version 1.</summary>
public sealed record LedgerState
{
    /// <summary>The member's limit; null for none.</summary>
    public PrivacyBudget? Budget { get; init; }

    /// <summary>What was released.</summary>
    public IReadOnlyList<LedgerCharge> Charges { get; init; } = [];

    /// <summary>What open rounds hold.</summary>
    public IReadOnlyList<LedgerReservation> Reserved { get; init; } = [];
}
