namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: all shards are published.</summary>
public sealed record RoundCertified(RoundCertificate Certificate);
