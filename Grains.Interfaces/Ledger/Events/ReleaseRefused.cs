using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger.Events;

/// <summary>Audit event: a round would exceed the budget.</summary>
public sealed record ReleaseRefused(RoundId Round, LedgerRelease Release, string Reason);
