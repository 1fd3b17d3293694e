using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: a ticket was published.</summary>
public sealed record RoundOpened(RoundId Round, Sha256Digest Ticket);
