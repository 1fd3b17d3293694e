using Microsoft.Data.Sqlite;
using Tapestry.Actors.Sqlite;
using Tapestry.Actors.Storage;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Sqlite;

/// <summary>What can be wrong with a database file: each is one clear error that names what, why and the remedy.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly GrainId Alice = new("account", "alice");
    private readonly TemporaryFolder _folder = new();

    private SqliteStoreOptions Options => new() { Path = _folder.File("grains.db"), BusyTimeout = TimeSpan.FromSeconds(1) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_kept()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(Options.Path, text);
        await AssertRefusedAsync("not a SQLite database");
        Assert.Equal(text, await File.ReadAllTextAsync(Options.Path));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_kept()
    {
        await ExecuteAsync("CREATE TABLE recipes (name TEXT)");
        var before = await File.ReadAllBytesAsync(Options.Path);
        await AssertRefusedAsync("another program");
        Assert.Equal(before, await File.ReadAllBytesAsync(Options.Path));
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await (await SqliteGrainStore.OpenAsync(Options)).DisposeAsync();
        await ExecuteAsync("PRAGMA user_version = 99");
        await AssertRefusedAsync("schema is version 99, this build knows versions up to 2");
    }

    [Fact]
    public async Task A_database_that_another_process_locks_is_refused()
    {
        await using var connection = await ConnectAsync();
        Execute(connection, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (c)");
        await AssertRefusedAsync("another process holds its lock");
    }

    [Fact]
    public async Task A_writer_elsewhere_is_a_conflict_and_nothing_is_lost()
    {
        await using var store = await SqliteGrainStore.OpenAsync(Options);
        await using (var connection = await ConnectAsync())
        {
            Execute(connection, "BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreConflictException>(async () => await store.BeginAsync(default));
        }

        await CommitAsync(store, 10);
        Assert.NotNull(await ReadAsync(store));
    }

    [Theory]
    [InlineData("/dev/null/folder/grains.db")]
    [InlineData("/proc/grains.db")]
    public async Task A_folder_that_cannot_be_written_is_refused(string path)
    {
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => SqliteGrainStore.OpenAsync(Options with { Path = path }));
        AssertClear(refused);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_database_undoes_the_transaction_and_goes_on_when_there_is_room()
    {
        var full = Options with { MaxDatabaseBytes = 256 * 1024 };
        await using (var store = await SqliteGrainStore.OpenAsync(full))
        {
            await CommitAsync(store, 10);
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(store, 1_000_000));
            AssertClear(refused);
            Assert.Contains("full", refused.Message, StringComparison.Ordinal);
            Assert.Equal(10, (await ReadAsync(store))!.State.Length);
            await CommitAsync(store, 20);
        }

        await using var larger = await SqliteGrainStore.OpenAsync(Options);
        Assert.Equal(20, (await ReadAsync(larger))!.State.Length);
        await CommitAsync(larger, 1_000_000);
    }

    [Fact]
    public async Task Two_stores_migrate_one_new_file_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SqliteGrainStore.OpenAsync(Options)));
        await CommitAsync(stores[0], 10);
        Assert.NotNull(await ReadAsync(stores[3]));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_job_of_the_first_schema_outlives_the_migration()
    {
        await (await SqliteGrainStore.OpenAsync(Options)).DisposeAsync();
        await using (var connection = await ConnectAsync())
        {
            SqliteSchema.Run(connection, "ALTER TABLE jobs DROP COLUMN trace_parent");
            SqliteSchema.Run(connection, "PRAGMA user_version = 1");
            SqliteSchema.Run(
                connection,
                """
                INSERT INTO jobs (id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, queued_at)
                VALUES ('00000000-0000-0000-0000-000000000000', 'audit', x'7B7D', 0, 0, 0, 0, 1, 0, 0)
                """);
        }

        await using var store = await SqliteGrainStore.OpenAsync(Options);
        Assert.Null(Assert.Single(await store.Jobs.ListAsync(JobState.Queued, 10, default)).TraceParent);
    }

    [Fact]
    public async Task The_schema_is_pinned()
    {
        await (await SqliteGrainStore.OpenAsync(Options)).DisposeAsync();
        await using var connection = await ConnectAsync();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)";
        var sql = (string)command.ExecuteScalar()!;
        command.CommandText = "SELECT application_id || ' ' || user_version FROM pragma_application_id, pragma_user_version";
        Golden.Assert("sqlite-schema.txt", $"{command.ExecuteScalar()}\n{sql}");
    }

    private static void AssertClear(StoreUnavailableException refused)
    {
        Assert.NotEmpty(refused.What);
        Assert.NotEmpty(refused.Why);
        Assert.NotEmpty(refused.Remedy);
    }

    private static async Task CommitAsync(SqliteGrainStore store, int stateBytes)
    {
        var row = new GrainRow(Alice, 1, new byte[stateBytes], 0, StreamHead.Empty.Hash);
        await using var transaction = await store.BeginAsync(default);
        await transaction.CommitAsync(new CommitBatch { Grains = [row] }, default);
    }

    private static async Task<GrainRow?> ReadAsync(SqliteGrainStore store)
    {
        await using var snapshot = await store.BeginSnapshotAsync(default);
        return await snapshot.LoadAsync(Alice, default);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task AssertRefusedAsync(string why)
    {
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => SqliteGrainStore.OpenAsync(Options));
        AssertClear(refused);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Options.Path, refused.Message, StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        Execute(connection, sql);
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Options.Path};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
