using Tapestry.Actors;
using Tapestry.Actors.Sqlite;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Shards;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Testing;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>All grains of a region on SQLite under a clock that the test moves; no job runs by itself.</summary>
internal sealed class TestRegion : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly ManualTimeProvider clock = new();
    private readonly SqliteGrainStore store;
    private readonly GrainHost host;
    private readonly ReminderPump reminders;

    private TestRegion(TemporaryFolder folder, SqliteGrainStore store, double noiseFree)
    {
        this.folder = folder;
        this.store = store;
        host = new GrainHost(store, RegionGrains.CreateRegistry(new LinearComposition { NoiseFree = noiseFree }, new PairGraphs()), clock, new SeededIdSource(1), new SeededRandom(1));
        reminders = new ReminderPump(host);
    }

    public IGrainFactory Grains => host;

    public IConsortiumGrain Consortium => host.GetGrain<IConsortiumGrain>(TestConsortium.Consortium.Value);

    public IRunGrain Run => host.GetGrain<IRunGrain>(TestConsortium.Run.Value);

    public IAuditGrain Audit => host.GetGrain<IAuditGrain>(TestConsortium.Run.Value);

    /// <summary>A region without a consortium.</summary>
    /// <param name="noiseFree">What a release without noise costs.</param>
    public static async Task<TestRegion> CreateAsync(double noiseFree = double.PositiveInfinity)
    {
        var folder = new TemporaryFolder();
        var options = new SqliteStoreOptions { Path = folder.File("region.db"), Synchronous = SqliteSynchronous.Normal };
        return new TestRegion(folder, await SqliteGrainStore.OpenAsync(options), noiseFree);
    }

    /// <summary>A region whose consortium and run have started; the policy is drawn from <paramref name="random"/>.</summary>
    public static Task<TestRegion> StartAsync(int sites, int shards, Random random) => StartAsync(
        TestConsortium.Definition(sites, shards) with { MaximumAbandonedInARow = 2 },
        new CharterPolicy { Quorum = random.Next(1, sites + 1), WeightCap = random.Next(2) == 0 ? 1m : 0.6m });

    /// <summary>A region whose consortium and run have started.</summary>
    public static async Task<TestRegion> StartAsync(
        RunDefinition definition, CharterPolicy policy, double noiseFree = double.PositiveInfinity)
    {
        var region = await CreateAsync(noiseFree);
        await region.Consortium.FoundAsync(policy);
        foreach (var site in definition.Sites)
        {
            await region.Consortium.AdmitAsync(
                definition.Secure is null ? new Member { Site = site, DisplayName = site.Value } : SecureConsortium.Member(site));
            await region.Site(site).RegisterAsync(TestConsortium.Registration(site));
        }

        await region.Run.CreateAsync(definition);
        await region.Run.StartAsync();
        return region;
    }

    public ISiteGrain Site(SiteId site) => host.GetGrain<ISiteGrain>(site.Value);

    public IRoundGrain Round(int number) => host.GetGrain<IRoundGrain>(new RoundId(TestConsortium.Run, number).Value);

    /// <summary>The ledger of the dataset that <see cref="TestConsortium.Registration"/> declares.</summary>
    public ILedgerGrain Ledger(SiteId site) => host.GetGrain<ILedgerGrain>(new LedgerId(site, site.Value).Value);

    public IShardGrain Shard(int index) => host.GetGrain<IShardGrain>(new ShardId(TestConsortium.Run, index).Value);

    public async Task AdvanceAsync(TimeSpan by)
    {
        clock.Advance(by);
        await reminders.RunDueRemindersAsync();
    }

    public Task<IReadOnlyList<RecordedEvent>> EventsAsync() => store.Events.ReadAsync(null, 0, int.MaxValue);

    public async Task<EventChainBreak?> FindBrokenChainAsync() => EventChainVerifier.FindBreak(await EventsAsync());

    public Task<IReadOnlyList<Actors.Storage.JobRow>> QueuedJobsAsync() =>
        store.Jobs.ListAsync(JobState.Queued, int.MaxValue, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }
}
