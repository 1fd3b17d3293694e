using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure.Events;

/// <summary>Audit event: a member left the handshake and said why.</summary>
public sealed record SiteWithdrew(SiteId Site, int Attempt, SecureStep Step, string Reason);
