using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Runs.Events;

/// <summary>Audit event: the run opened a round.</summary>
public sealed record RoundScheduled(RoundId Round);
