namespace Tapestry.Grains.Interfaces.Audit;

/// <summary>
/// Ties the streams of a run's grains together: each anchor is an event of the audit stream, so that its own chain
/// fixes how far every other chain had come. Key: the run id.
/// </summary>
public interface IAuditGrain
{
    /// <summary>Anchors the heads of other streams.</summary>
    Task AnchorAsync(IReadOnlyList<StreamAnchor> heads);

    /// <summary>Reads how many heads were anchored and where the audit stream itself stands.</summary>
    Task<AuditView> GetAsync();
}
