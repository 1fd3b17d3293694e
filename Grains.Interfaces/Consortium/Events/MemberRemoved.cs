using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Consortium.Events;

/// <summary>Audit event: a member left the roster.</summary>
public sealed record MemberRemoved(SiteId Site);
