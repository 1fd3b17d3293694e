using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Regions;

/// <summary>What a site's process needs: the site, its region, its data and what it trains.</summary>
internal sealed record SiteSettings
{
    public required SiteOptions Site { get; init; }

    public required RunId Run { get; init; }

    public required IReadOnlyList<Uri> Silos { get; init; }

    /// <summary>Who the site is towards the region; null for plain HTTP.</summary>
    public RegionCredentials? Credentials { get; init; }

    /// <summary>Folder of UTF-8 text files.</summary>
    public required string Data { get; init; }

    /// <summary>The model that the member agreed to train.</summary>
    public required ModelConfig Model { get; init; }

    public required int Threads { get; init; }

    /// <summary>Most bytes that may pass in a second, both directions together; null for no limit.</summary>
    public long? BytesPerSecond { get; init; }
}
