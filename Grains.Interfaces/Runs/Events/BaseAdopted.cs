using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Runs.Events;

/// <summary>Audit event: a certified round gave the run its next Shared Base.</summary>
public sealed record BaseAdopted(RoundId Round, Sha256Digest Base);
