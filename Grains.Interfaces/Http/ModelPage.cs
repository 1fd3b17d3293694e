namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A page of the region's Shared Bases, the current one of each run.</summary>
/// <param name="Models">In ordinal order of their runs; fewer than asked for means that there are no more now.</param>
public sealed record ModelPage(IReadOnlyList<ModelSummary> Models);
