namespace Tapestry.Grains.Interfaces.Audit.Events;

/// <summary>Audit event: heads of other streams were fixed.</summary>
public sealed record StreamsAnchored(IReadOnlyList<StreamAnchor> Heads);
