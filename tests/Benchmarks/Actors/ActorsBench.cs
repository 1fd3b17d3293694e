using Tapestry.Actors.Sqlite;

namespace Tapestry.Benchmarks.Actors;

/// <summary>A host and a bare database of the same settings side by side.</summary>
internal sealed class ActorsBench : IAsyncDisposable
{
    /// <summary>Grains, and rows of the bare database.</summary>
    public const int Keys = 1000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapestry-bench-");
    private SqliteGrainStore? _store;
    private CounterHost? _counters;

    /// <summary>The database without a host.</summary>
    public BareSqlite Bare { get; private set; } = null!;

    /// <summary>Makes both databases.</summary>
    public static async Task<ActorsBench> CreateAsync(SqliteSynchronous synchronous)
    {
        var bench = new ActorsBench();
        var options = new SqliteStoreOptions
        {
            Path = Path.Combine(bench._folder.FullName, "bare.db"), Synchronous = synchronous,
        };
        await (await SqliteGrainStore.OpenAsync(options)).DisposeAsync();
        bench.Bare = new BareSqlite(options.Path, synchronous.ToString(), Keys);

        bench._store = await SqliteGrainStore.OpenAsync(
            options with { Path = Path.Combine(bench._folder.FullName, "host.db") });
        bench._counters = await CounterHost.CreateAsync(bench._store, Keys);
        return bench;
    }

    /// <summary>A counter of the host.</summary>
    public ICounter Counter(int key) => _counters![key];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Bare?.Dispose();
        await (_counters?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }
}
