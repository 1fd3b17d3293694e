using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: a site refused the ticket.</summary>
public sealed record SiteRefused(SiteId Site, string Reason);
