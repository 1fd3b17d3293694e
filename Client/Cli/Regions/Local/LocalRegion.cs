using Tapestry.Actors;
using Tapestry.Actors.Sqlite;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Sdk;
using Tapestry.Grains.Hosting;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Embedded;
using Tapestry.Silo.Hosting;
using Tapestry.Silo.Ledger;
using Tapestry.Silo.SecureRounds;

namespace Tapestry.Client.Cli.Regions.Local;

/// <summary>Opens a region that lies on this machine, beside the processes that run it.</summary>
internal sealed class LocalRegion : IAsyncDisposable
{
    private readonly SqliteGrainStore store;
    private readonly GrainHost host;

    private LocalRegion(SqliteGrainStore store, GrainHost host) => (this.store, this.host) = (store, host);

    /// <summary>Opens the region in a demo's folder. None of its jobs are taken up.</summary>
    /// <exception cref="RefusedException">The folder holds no region.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be used.</exception>
    public static async Task<IRegionClient> OpenFolderAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var region = Path.Combine(folder, "region");
        var path = Path.Combine(region, "region.db");
        if (!File.Exists(path))
        {
            throw new RefusedException(
                $"--out '{folder}'", "there is no region's database in it",
                "Give the folder of a run of tapestry demo, or --region with a silo's address");
        }

        var store = await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = path }, cancellationToken);
        try
        {
            var time = new ResumedClock(clock, await store.Events.LastRecordedAtAsync(cancellationToken));
            var random = new SystemSecureRandom();
            var registry = RegionGrains.CreateRegistry(new RdpReleaseComposition(), new PlannedGraphs());
            var host = new GrainHost(store, registry, time, new RandomIdSource(random), random);
            var blobs = await FolderBlobStore.OpenAsync(
                new FolderBlobStoreOptions { Folder = Path.Combine(region, "blobs") }, clock, cancellationToken);
            return new LocalRegionClient(host, host.Events, blobs, clock, new LocalRegion(store, host));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the region of a silo's settings file, PostgreSQL or SQLite. It serves nothing and runs no jobs.</summary>
    /// <exception cref="RefusedException">The file has faults.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be used.</exception>
    public static async Task<IRegionClient> OpenSettingsAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var region = await HostedRegion.OpenAsync(SiloSettingsFile.Read(path), clock, _ => { }, cancellationToken);
        return new LocalRegionClient(region.Access.Grains, region.Access.Events, region.Access.Blobs, clock, region);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
    }
}
