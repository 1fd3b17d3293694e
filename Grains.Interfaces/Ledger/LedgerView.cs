using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>A ledger as it stands.</summary>
public sealed record LedgerView
{
    /// <summary>Whose it is.</summary>
    public required LedgerId Ledger { get; init; }

    /// <summary>The member's limit; null when it declared none.</summary>
    public PrivacyBudget? Budget { get; init; }

    /// <summary>What was released.</summary>
    public required IReadOnlyList<LedgerCharge> Charges { get; init; }

    /// <summary>What open rounds hold.</summary>
    public required IReadOnlyList<LedgerReservation> Reserved { get; init; }
}
