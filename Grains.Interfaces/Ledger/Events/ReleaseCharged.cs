using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger.Events;

/// <summary>Audit event: a round released what it had reserved.</summary>
public sealed record ReleaseCharged(RoundId Round, LedgerRelease Release);
