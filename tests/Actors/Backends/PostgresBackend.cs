using Npgsql;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Storage;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Backends;

/// <summary>A schema of its own on the server that all tests share.</summary>
public sealed class PostgresBackend : IStoreBackend
{
    private static int _schemas;
    private readonly string _schema = $"test_{Interlocked.Increment(ref _schemas)}";

    /// <summary>
    /// Stores look for others' commits by their signals alone, and their sessions carry the schema's name.
    /// </summary>
    public async Task<PostgresStoreOptions> OptionsAsync() => new()
    {
        ConnectionString = $"{(await PostgresServer.SharedAsync()).ConnectionString};Application Name={_schema}",
        Schema = _schema,
        MaxSilence = TimeSpan.FromHours(1),
    };

    public async Task<IGrainStore> OpenAsync() => await PostgresGrainStore.OpenAsync(await OptionsAsync());

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task BreakTableAsync(string table) => ExecuteAsync(
        $"""
        CREATE FUNCTION break_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
        CREATE TRIGGER break BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION break_{table}();
        """);

    public Task MendTableAsync(string table) => ExecuteAsync($"DROP FUNCTION break_{table} CASCADE");

    /// <summary>A connection behind the store's back.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder((await OptionsAsync()).ConnectionString)
        {
            SearchPath = _schema, Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Ends the stores' sessions in that state (<c>pg_stat_activity</c>); gives how many there were.</summary>
    public async Task<int> TerminateAsync(string state)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE application_name = $1 AND state = $2 AND pid <> pg_backend_pid()
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter { Value = _schema }, new NpgsqlParameter { Value = state } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var count = 0;
        while (await reader.ReadAsync())
        {
            count++;
        }

        return count;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
