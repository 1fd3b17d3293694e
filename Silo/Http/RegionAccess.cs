using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Catalog;
using Tapestry.Silo.Gateway;

namespace Tapestry.Silo.Http;

/// <summary>What the API serves.</summary>
public sealed record RegionAccess
{
    private RegionCatalog? catalog;
    private RegionViews? views;

    /// <summary>What there is in the region.</summary>
    public RegionCatalog Catalog => LazyInitializer.EnsureInitialized(ref catalog, () => new RegionCatalog(Grains, Events));

    /// <summary>Runs and rounds as they stand.</summary>
    public RegionViews Views => LazyInitializer.EnsureInitialized(ref views, () => new RegionViews(Grains));

    /// <summary>The region's grains.</summary>
    public required IGrainFactory Grains { get; init; }

    /// <summary>Committed events.</summary>
    public required IEventReader Events { get; init; }

    /// <summary>The region's blobs.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>Bytes on their way to a check; nothing of it is kept.</summary>
    public required IBlobStore Staging { get; init; }

    /// <summary>What sites talk to.</summary>
    public required ISiteGateway Gateway { get; init; }

    /// <summary>Times long polls and signs of life.</summary>
    public required TimeProvider Clock { get; init; }
}
