namespace Tapestry.Grains.Interfaces.Audit;

/// <summary>The audit stream of a run.</summary>
/// <param name="AnchoredHeads">Heads anchored so far.</param>
/// <param name="Head">Where the audit stream itself stands.</param>
public sealed record AuditView(long AnchoredHeads, StreamAnchor Head);
