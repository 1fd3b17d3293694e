using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Hosting;

/// <summary>A host on a backend with a manual clock and seeded sources.</summary>
internal sealed class HostFixture<TBackend> : IAsyncDisposable
    where TBackend : IStoreBackend, new()
{
    private readonly List<IAsyncDisposable> _owned = [];

    private HostFixture(TBackend backend, FaultyStore store)
    {
        Backend = backend;
        Store = store;
        Host = Add(store, TestModel.Registry(), null);
    }

    public TBackend Backend { get; }

    public FaultyStore Store { get; }

    public ManualTimeProvider Clock { get; } = new();

    public GrainHost Host { get; }

    public static async Task<HostFixture<TBackend>> CreateAsync()
    {
        var backend = new TBackend();
        return new HostFixture<TBackend>(backend, new FaultyStore(await backend.OpenAsync()));
    }

    public IAccount Account(string key) => Host.GetGrain<IAccount>(key);

    public IProbe Probe(string key) => Host.GetGrain<IProbe>(key);

    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(string? prefix = null) =>
        Host.Events.ReadAsync(prefix, 0, 10_000);

    /// <summary>Another host, on the same store or on its own over the same database.</summary>
    public GrainHost Add(
        IGrainStore store, GrainRegistry registry, GrainHostOptions? options, TimeProvider? time = null)
    {
        var host = new GrainHost(store, registry, time ?? Clock, new SeededIdSource(1), new SeededRandom(2), options);
        _owned.Add(host);
        return host;
    }

    public GrainHost Add(GrainHostOptions options) => Add(Store, TestModel.Registry(), options);

    public async Task<IGrainStore> OpenAnotherStoreAsync()
    {
        var store = await Backend.OpenAsync();
        _owned.Insert(0, store);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }

        await Store.DisposeAsync();
        await Backend.DisposeAsync();
    }
}
