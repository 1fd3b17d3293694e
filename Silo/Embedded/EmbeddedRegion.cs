using Tapestry.Actors;
using Tapestry.Actors.Sqlite;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Rounds;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Events;
using Tapestry.Silo.Gateway;
using Tapestry.Silo.Ledger;
using Tapestry.Silo.Merging;
using Tapestry.Silo.Receipts;
using Tapestry.Silo.Retention;
using Tapestry.Silo.SecureRounds;
using Tapestry.Silo.Telemetry;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Embedded;

/// <summary>
/// A region in one process: SQLite, a folder of blobs, job workers and reminders. It runs the same grains, jobs and
/// gateway as a cluster (design rule 6).
/// </summary>
public sealed class EmbeddedRegion : IAsyncDisposable
{
    /// <summary>Only one process has the folder, so jobs it held before a crash are its own to take up at once.</summary>
    private const string JobOwner = "embedded";

    private readonly SqliteGrainStore store;
    private readonly GrainHost host;
    private readonly ReceiptSigner signer;
    private readonly JobWorker worker;
    private readonly ReminderPump reminders;
    private readonly RegionTelemetry telemetry;
    private readonly TaskCompletionSource hopeless = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmbeddedRegion(EmbeddedRegionOptions options, SqliteGrainStore store, FolderBlobStore blobs, TimeProvider clock)
    {
        this.store = store;
        Clock = clock;
        Blobs = blobs;
        var random = new SystemSecureRandom();
        telemetry = new RegionTelemetry(store.Events, Composition, clock);
        host = new GrainHost(
            store, RegionGrains.CreateRegistry(Composition, new PlannedGraphs()), clock, new RandomIdSource(random), random,
            new GrainHostOptions { OnCommitted = telemetry.Committed });
        signer = ReceiptSigner.LoadOrCreate(Path.Combine(options.Folder, "receipts.pem"));
        Gateway = new RegionGateway(host, store.Signals, blobs, signer);
        var handlers = new JobHandlers()
            .Add(MergeShardJob.Kind, new MergeShardHandler(host, blobs))
            .Add(CloseStepJob.Kind, new CloseStepHandler(host, blobs));
        worker = new JobWorker(
            host, handlers, new JobWorkerOptions { Owner = JobOwner, Slots = options.JobSlots, OnFailure = EndWhenHopeless });
        reminders = new ReminderPump(host);
        Retention = new BlobRetention(
            host, host.Events, blobs, options.Retention, new EventBookmark(Path.Combine(options.Folder, "retention.json")), Clock);
        Evidence = new EvidencePublisher(host, host.Events, signer, options.Folder);
    }

    /// <summary>The region's grains.</summary>
    public IGrainFactory Grains => host;

    /// <summary>What the members' ledgers compose releases with.</summary>
    public IReleaseComposition Composition { get; } = new RdpReleaseComposition();

    /// <summary>Committed events of all grains.</summary>
    public IEventReader Events => host.Events;

    /// <summary>The region's blobs.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>What sites talk to.</summary>
    public ISiteGateway Gateway { get; }

    /// <summary>What removes blobs that are no longer needed.</summary>
    public BlobRetention Retention { get; }

    /// <summary>What lays open how rounds were merged.</summary>
    public EvidencePublisher Evidence { get; }

    /// <summary>The region's clock; it stands still while no process runs.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Opens the region, making it when its folder is empty, and takes up what an earlier process left.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used.</exception>
    /// <exception cref="BlobException">The blob folder cannot be used.</exception>
    public static async Task<EmbeddedRegion> OpenAsync(
        EmbeddedRegionOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Folder);
        var store = await SqliteGrainStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(options.Folder, "region.db") }, cancellationToken);
        try
        {
            var last = await store.Events.LastRecordedAtAsync(cancellationToken);
            var blobs = await FolderBlobStore.OpenAsync(
                new FolderBlobStoreOptions { Folder = Path.Combine(options.Folder, "blobs") }, clock, cancellationToken);
            var region = new EmbeddedRegion(options, store, blobs, new ResumedClock(clock, last));
            await region.TakeUpJobsAsync(cancellationToken);
            return region;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs jobs and reminders until cancelled.</summary>
    /// <exception cref="StoreUnavailableException">The database failed.</exception>
    /// <exception cref="BlobException">The blob folder failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] pumps =
        [
            worker.RunAsync(stop.Token), reminders.RunAsync(stop.Token), Retention.RunAsync(stop.Token), Evidence.RunAsync(stop.Token),
            telemetry.RunAsync(host, stop.Token),
        ];
        await Task.WhenAny([.. pumps, hopeless.Task]);
        await stop.CancelAsync();
        await Task.WhenAll(hopeless.Task.IsFaulted ? [.. pumps, hopeless.Task] : pumps);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
        signer.Dispose();
    }

    /// <summary>Jobs that an earlier process held, and those that it gave up: whoever starts again asks for another try.</summary>
    private async Task TakeUpJobsAsync(CancellationToken cancellationToken)
    {
        await host.Jobs.ReleaseLeasesAsync(JobOwner, cancellationToken);
        foreach (var dead in await host.Jobs.ListDeadJobsAsync(int.MaxValue, cancellationToken))
        {
            await host.Jobs.RequeueDeadAsync(dead.Id, cancellationToken);
        }
    }

    /// <summary>Nobody is there to mend a store or to requeue a job: better to end and say why than to wait for a deadline.</summary>
    private void EndWhenHopeless(JobFailure failure)
    {
        var isGivenUp = failure.RetryAt is null && failure.Exception is not LeaseLostException;
        if (isGivenUp || failure.Exception is StoreUnavailableException or BlobStoreFullException or BlobStoreUnavailableException)
        {
            hopeless.TrySetException(failure.Exception);
        }
    }
}
