namespace Tapestry.Grains.Interfaces.Runs.Events;

/// <summary>Audit event: a run was defined.</summary>
public sealed record RunCreated(RunDefinition Definition, int PolicyVersion);
