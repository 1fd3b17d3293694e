namespace Tapestry.Faults.Tests.Regions;

/// <summary>What a region under faults is made of, beside two silos, PostgreSQL and the sites.</summary>
internal sealed record RegionShape
{
    /// <summary>Whether its rounds are secure.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether the silos' folder and the database's data lie on small disks of their own, which can become full.</summary>
    public bool HasSmallDisks { get; init; }

    /// <summary>Whether blobs lie in an object store instead of the silos' folder.</summary>
    public bool HasObjectStore { get; init; }

    /// <summary>What a silo's program finds in its environment, by the silo's index; null for nothing.</summary>
    public Func<int, IReadOnlyDictionary<string, string>>? Environment { get; init; }

    /// <summary>Called when the run has started and its sites have not; null for nothing.</summary>
    public Func<FaultRegion, Task>? BeforeSites { get; init; }

    /// <summary>Exit code with which a site's process may end, to be started again; null for none.</summary>
    public int? SitesMayEndWith { get; init; }

    /// <summary>Puts the sites into the test's own process and sees their requests; null for processes of their own.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Through { get; init; }
}
