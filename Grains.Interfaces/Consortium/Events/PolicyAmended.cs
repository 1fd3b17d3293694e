namespace Tapestry.Grains.Interfaces.Consortium.Events;

/// <summary>Audit event: another policy is in force.</summary>
public sealed record PolicyAmended(CharterPolicy Policy);
