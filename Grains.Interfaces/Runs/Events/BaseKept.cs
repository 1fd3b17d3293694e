using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Runs.Events;

/// <summary>Audit event: an abandoned round left the Shared Base as it was.</summary>
public sealed record BaseKept(RoundId Round, string Reason);
