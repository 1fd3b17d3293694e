using System.Net;
using Tapestry.Actors;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Azure;
using Tapestry.Silo.Embedded;
using Tapestry.Silo.Hosting;

namespace Tapestry.Faults.Tests.Records;

/// <summary>What a region has on record of its run, as an auditor reads it.</summary>
internal sealed record RegionRecord
{
    private static readonly RunId Id = new("shared-base");

    public required RunView Run { get; init; }

    /// <summary>From the first on.</summary>
    public required IReadOnlyList<RoundView> Rounds { get; init; }

    /// <summary>All events of the region in their order.</summary>
    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    /// <summary>SHA-256 over the whole Shared Base, read from its blobs.</summary>
    public required string BaseDigest { get; init; }

    /// <summary>Reads a region whose silos have stopped.</summary>
    /// <param name="postgres">Its database.</param>
    /// <param name="folder">What its silos share.</param>
    /// <param name="objects">Connection string of the object store of its blobs; null when they are in the folder.</param>
    public static async Task<RegionRecord> ReadAsync(string postgres, string folder, string? objects)
    {
        var settings = new SiloSettings
        {
            Name = "auditor", Listen = new IPEndPoint(IPAddress.Loopback, 0), Postgres = postgres, Folder = folder,
            Azure = objects is null ? null : AzureContainer.Parse(objects, RegionFiles.ObjectContainer),
        };
        await using var region = await HostedRegion.OpenAsync(settings, TimeProvider.System, _ => { }, default);
        return await ReadAsync(region.Access.Grains, region.Access.Events, region.Access.Blobs);
    }

    /// <summary>Reads the region of a demo that has ended.</summary>
    public static async Task<RegionRecord> ReadEmbeddedAsync(string folder)
    {
        await using var region = await EmbeddedRegion.OpenAsync(new EmbeddedRegionOptions { Folder = folder }, TimeProvider.System, default);
        return await ReadAsync(region.Grains, region.Events, region.Blobs);
    }

    private static async Task<RegionRecord> ReadAsync(IGrainFactory grains, IEventReader events, IBlobStore blobs)
    {
        var run = await grains.GetGrain<IRunGrain>(Id.Value).GetAsync();
        var rounds = new List<RoundView>();
        for (var number = 1; number <= run.LatestRound; number++)
        {
            rounds.Add(await grains.GetGrain<IRoundGrain>(new RoundId(Id, number).Value).GetAsync());
        }

        var content = new MemoryStream();
        foreach (var shard in run.Base.Shards)
        {
            content.Write((await blobs.ReadAsync(shard.Parameters, default)).Span);
        }

        return new RegionRecord
        {
            Run = run, Rounds = rounds, Events = await events.ReadAsync(null, 0, int.MaxValue),
            BaseDigest = Sha256Digest.Of(content.ToArray()).Value,
        };
    }
}
