namespace Tapestry.Grains.Interfaces.Runs.Events;

/// <summary>Audit event: the run reached its end.</summary>
public sealed record RunEnded(RunPhase Phase, string? Reason);
