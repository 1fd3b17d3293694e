using Microsoft.Data.Sqlite;
using Tapestry.Actors.Sqlite;
using Tapestry.Actors.Storage;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Backends;

public sealed class SqliteBackend : IStoreBackend
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("grains.db");

    public async Task<IGrainStore> OpenAsync() =>
        await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = Path, Synchronous = SqliteSynchronous.Normal });

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public Task BreakTableAsync(string table) => ExecuteAsync(
        $"""
        CREATE TRIGGER break_insert_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'planted'); END;
        CREATE TRIGGER break_update_{table} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'planted'); END;
        """);

    public Task MendTableAsync(string table) => ExecuteAsync(
        $"DROP TRIGGER break_insert_{table}; DROP TRIGGER break_update_{table};");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
