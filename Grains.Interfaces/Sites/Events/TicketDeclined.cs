using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Sites.Events;

/// <summary>Audit event: the site refused a ticket.</summary>
public sealed record TicketDeclined(RoundId Round, string Reason);
