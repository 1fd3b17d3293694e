using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Tests.Backends;

/// <summary>SQLite behind a store that answers on other threads, as a database across a network does.</summary>
public sealed class AsynchronousBackend : IStoreBackend
{
    private readonly SqliteBackend _inner = new();

    public async Task<IGrainStore> OpenAsync() => new FaultyStore(await _inner.OpenAsync())
    {
        BeforeLoad = async () => await Task.Yield(),
        BeforeCommit = async () => await Task.Yield(),
    };

    public Task ExecuteAsync(string sql) => _inner.ExecuteAsync(sql);

    public Task BreakTableAsync(string table) => _inner.BreakTableAsync(table);

    public Task MendTableAsync(string table) => _inner.MendTableAsync(table);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
