namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: the round ended without a merge.</summary>
public sealed record RoundAbandoned(string Reason);
