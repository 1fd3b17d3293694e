using Tapestry.Actors;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Sqlite;
using Tapestry.Actors.Storage;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Rounds;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Kernels.Files;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Folders;
using Tapestry.Silo.Events;
using Tapestry.Silo.Gateway;
using Tapestry.Silo.Http;
using Tapestry.Silo.Ledger;
using Tapestry.Silo.Merging;
using Tapestry.Silo.Receipts;
using Tapestry.Silo.Retention;
using Tapestry.Silo.SecureRounds;
using Tapestry.Silo.Telemetry;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Hosting;

/// <summary>
/// One silo's part of a region: it holds nothing that matters, any number of silos may share database and blobs, and
/// any of them may die at any moment.
/// </summary>
public sealed class HostedRegion : IAsyncDisposable
{
    /// <summary>Other silos, and operators who store a base ahead of its run, need time between a blob and the call that names it.</summary>
    private static readonly RetentionOptions Retention = new() { MinimumAge = TimeSpan.FromHours(1) };

    private readonly IGrainStore store;
    private readonly GrainHost host;
    private readonly ReceiptSigner signer;
    private readonly IReadOnlyList<RegionPump> pumps;

    private HostedRegion(
        SiloSettings settings, IGrainStore store, IBlobStore blobs, IBlobStore staging, ReceiptSigner signer,
        TimeProvider clock, Action<string> log)
    {
        this.store = store;
        this.signer = signer;
        var random = new SystemSecureRandom();
        var composition = new RdpReleaseComposition();
        var telemetry = new RegionTelemetry(store.Events, composition, clock);
        host = new GrainHost(
            store, RegionGrains.CreateRegistry(composition, new PlannedGraphs()), clock, new RandomIdSource(random), random,
            new GrainHostOptions { OnCommitted = telemetry.Committed });
        Access = new RegionAccess
        {
            Grains = host, Events = host.Events, Blobs = blobs, Staging = staging,
            Gateway = new RegionGateway(host, store.Signals, blobs, signer), Clock = clock,
        };
        var handlers = new JobHandlers()
            .Add(MergeShardJob.Kind, new PatientHandler<MergeShardJob>(new MergeShardHandler(host, blobs), clock, log))
            .Add(CloseStepJob.Kind, new PatientHandler<CloseStepJob>(new CloseStepHandler(host, blobs), clock, log));
        var worker = new JobWorker(host, handlers, new JobWorkerOptions
        {
            Owner = settings.Name, Slots = settings.JobSlots, Lease = settings.JobLease, HeartbeatEvery = settings.JobLease / 3,
            OnFailure = failure => log($"job {failure.JobId} ({failure.Kind}) failed: {failure.Exception.Message}"),
            OnOutage = outage => log($"jobs wait for the database: {outage.Exception.Message}"),
        });
        var reminders = new ReminderPump(host, new ReminderPumpOptions
        {
            OnFailure = failure => log($"reminder {failure.Name} of {failure.Grain} failed: {failure.Exception.Message}"),
            OnOutage = outage => log($"reminders wait for the database: {outage.Exception.Message}"),
        });
        var bookmark = new EventBookmark(Path.Combine(settings.Folder, $"retention-{settings.Name}.json"));
        pumps =
        [
            new("jobs", worker.RunAsync),
            new("reminders", reminders.RunAsync),
            new("retention", new BlobRetention(host, host.Events, blobs, Retention, bookmark, clock).RunAsync),
            new("evidence", new EvidencePublisher(host, host.Events, signer, settings.Folder).RunAsync),
            new("telemetry", token => telemetry.RunAsync(host, token)),
            new("staging", token => StagingUpkeep.RunAsync(staging, clock, token)),
        ];
        Log = log;
    }

    /// <summary>What the API serves.</summary>
    public RegionAccess Access { get; }

    private Action<string> Log { get; }

    /// <summary>
    /// Opens database and blob stores, making them when they are new. On PostgreSQL the database's time counts for all that silos
    /// share, whatever the clock says.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used.</exception>
    /// <exception cref="BlobException">A blob store cannot be used.</exception>
    /// <exception cref="InvalidDataException">The region's key cannot be read.</exception>
    public static async Task<HostedRegion> OpenAsync(
        SiloSettings settings, TimeProvider clock, Action<string> log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var shared = settings.Postgres is null ? null : new PostgresClock(clock);
        var time = shared ?? clock;
        await StorageErrors.Guard(settings.Folder, () => Task.Run(() => DurableFolder.Create(settings.Folder), cancellationToken));
        var blobs = await OpenStoreAsync(settings, "blobs", time, cancellationToken);
        var staging = await OpenStoreAsync(settings, "staging", time, cancellationToken);
        var signer = ReceiptSigner.LoadOrCreate(Path.Combine(settings.Folder, "receipts.pem"));
        IGrainStore store = settings.Postgres is { } postgres
            ? await PostgresGrainStore.OpenAsync(
                new PostgresStoreOptions { ConnectionString = postgres, Time = clock, Clock = shared }, cancellationToken)
            : await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = settings.Sqlite! }, cancellationToken);
        return new HostedRegion(settings, store, blobs, staging, signer, time, log);
    }

    /// <summary>Runs jobs, reminders and upkeep until cancelled; what fails is told to the log and begun again.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(pumps.Select(pump => pump.RunAsync(Access.Clock, Log, cancellationToken)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
        signer.Dispose();
    }

    private static async Task<IBlobStore> OpenStoreAsync(
        SiloSettings settings, string name, TimeProvider clock, CancellationToken cancellationToken) => settings.Azure is { } container
        ? await AzureBlobStore.OpenAsync(
            new AzureBlobStoreOptions { Container = container, Prefix = $"{name}/" }, clock, cancellationToken)
        : await FolderBlobStore.OpenAsync(
            new FolderBlobStoreOptions { Folder = Path.Combine(settings.Folder, name) }, clock, cancellationToken);
}
