using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger.Events;

/// <summary>Audit event: a round holds budget.</summary>
public sealed record ReleaseReserved(RoundId Round, LedgerRelease Release);
