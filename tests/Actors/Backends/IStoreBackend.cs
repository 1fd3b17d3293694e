using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Tests.Backends;

/// <summary>A kind of store under test, with one empty database; a new backend implements this and subclasses the suites.</summary>
public interface IStoreBackend : IAsyncDisposable
{
    /// <summary>Opens the database; every call gives another store over the same one.</summary>
    Task<IGrainStore> OpenAsync();

    /// <summary>Runs SQL behind the store's back.</summary>
    Task ExecuteAsync(string sql);

    /// <summary>Makes every insert into or update of the table fail.</summary>
    Task BreakTableAsync(string table);

    /// <summary>Undoes <see cref="BreakTableAsync"/>.</summary>
    Task MendTableAsync(string table);
}
