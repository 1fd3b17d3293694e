using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Audit;

/// <summary>Where a grain's hash-linked event stream stood.</summary>
/// <param name="Stream">The stream, <c>type/key</c>.</param>
/// <param name="Sequence">Sequence number of its last event; 0 when it has none.</param>
/// <param name="Hash">Hash of that event; all zeros when there is none.</param>
public sealed record StreamAnchor(string Stream, long Sequence, Sha256Digest Hash);
