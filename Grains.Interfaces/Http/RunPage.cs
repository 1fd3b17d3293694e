namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A page of the region's runs.</summary>
/// <param name="Runs">In ordinal order of their ids; fewer than asked for means that there are no more now.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs);
