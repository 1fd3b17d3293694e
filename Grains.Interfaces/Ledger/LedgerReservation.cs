using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Budget that a round holds until it is charged or given back.</summary>
/// <param name="Round">The round.</param>
/// <param name="Release">What it would release.</param>
public sealed record LedgerReservation(RoundId Round, LedgerRelease Release);
