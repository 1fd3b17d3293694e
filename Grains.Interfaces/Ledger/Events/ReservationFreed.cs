using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger.Events;

/// <summary>Audit event: a round gave back what it had reserved; nothing was released.</summary>
public sealed record ReservationFreed(RoundId Round);
