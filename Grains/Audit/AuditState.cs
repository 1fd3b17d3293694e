namespace Tapestry.Grains.Audit;

/// <summary>Durable state of a run's audit stream, version 1; the anchors themselves are its events.</summary>
public sealed record AuditState
{
    /// <summary>Heads anchored so far.</summary>
    public long AnchoredHeads { get; init; }
}
