namespace Tapestry.Grains.Interfaces.Consortium.Events;

/// <summary>Audit event: the consortium came to be.</summary>
public sealed record ConsortiumFounded(CharterPolicy Policy);
