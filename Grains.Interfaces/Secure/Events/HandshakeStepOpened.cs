using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure.Events;

/// <summary>Audit event: a handshake waits for answers.</summary>
public sealed record HandshakeStepOpened(int Attempt, SecureStep Step, IReadOnlyList<SiteId> Expected);
