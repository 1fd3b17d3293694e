using Npgsql;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>What can be wrong with a database: each is one clear error that names what, why and the remedy.</summary>
public sealed class PostgresFaultTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly GrainId Alice = new("account", "alice");
    private readonly PostgresBackend _backend = new();
    private PostgresStoreOptions _options = null!;

    public async Task InitializeAsync() => _options = await _backend.OptionsAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task All_wrong_options_are_named_at_once()
    {
        var wrong = new PostgresStoreOptions
        {
            ConnectionString = "Password=secret;Hst=x", Schema = "Drop Table", MaxConnections = 0, LockTimeout = TimeSpan.Zero,
            StatementTimeout = TimeSpan.FromDays(2),
        };
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => PostgresGrainStore.OpenAsync(wrong));
        string[] names = ["ConnectionString", "Schema", "MaxConnections", "LockTimeout", "StatementTimeout"];
        Assert.All(names, name => Assert.Contains(name, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_server_that_does_not_answer_is_refused() =>
        AssertRefusedAsync(_options with { ConnectionString = "Host=127.0.0.1;Port=1;Username=tapestry" }, "cannot be used now");

    /// <summary>The driver throws it bare when it waits for the host's name.</summary>
    [Fact]
    public void A_timeout_of_the_driver_is_an_outage_that_passes() =>
        Assert.IsType<StoreConflictException>(PostgresFaults.Translate(new TimeoutException("planted"), "database"));

    [Fact]
    public Task A_database_that_does_not_exist_is_refused() =>
        AssertRefusedAsync(Changed(settings => settings.Database = "nowhere"), "\"nowhere\" does not exist");

    [Fact]
    public Task A_user_who_may_not_log_in_is_refused() =>
        AssertRefusedAsync(Changed(settings => settings.Username = "stranger"), "refuses the login");

    [Fact]
    public async Task A_user_without_rights_is_refused()
    {
        await _backend.ExecuteAsync($"CREATE ROLE reader_{_options.Schema} LOGIN");
        var options = Changed(settings => settings.Username = $"reader_{_options.Schema}");
        await AssertRefusedAsync(options, "the user lacks a right");
        await OpenAndCloseAsync();
        await AssertRefusedAsync(options, "the user lacks a right");
    }

    [Fact]
    public async Task A_database_without_schema_is_refused_when_it_may_not_be_migrated()
    {
        await AssertRefusedAsync(_options with { Migrate = false }, "it has no schema");
        await OpenAndCloseAsync();
        await using var store = await PostgresGrainStore.OpenAsync(_options with { Migrate = false });
        await CommitAsync(store);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await OpenAndCloseAsync();
        await _backend.ExecuteAsync("INSERT INTO schema_versions (version) VALUES (99)");
        await AssertRefusedAsync(_options, "is version 99, this build knows versions up to 2");
    }

    [Fact]
    public async Task A_job_of_the_first_schema_outlives_the_migration()
    {
        await OpenAndCloseAsync();
        await _backend.ExecuteAsync("ALTER TABLE jobs DROP COLUMN trace_parent; DELETE FROM schema_versions WHERE version > 1");
        await _backend.ExecuteAsync(
            """
            INSERT INTO jobs (id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, queued_at)
            VALUES ('00000000-0000-0000-0000-000000000000', 'audit', '{}', 0, 0, 0, 0, 1, 0, 0)
            """);
        await using var store = await PostgresGrainStore.OpenAsync(_options);
        Assert.Null(Assert.Single(await store.Jobs.ListAsync(JobState.Queued, 10, default)).TraceParent);
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused_and_kept()
    {
        await _backend.ExecuteAsync(
            $"CREATE SCHEMA {_options.Schema}; CREATE TABLE {_options.Schema}.grains (type text); ");
        await AssertRefusedAsync(_options, "belongs to another program");
        await _backend.ExecuteAsync($"SELECT type FROM {_options.Schema}.grains");
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_refused()
    {
        await OpenAndCloseAsync();
        var options = Changed(settings => settings.Options = "-c default_transaction_read_only=on");
        await AssertRefusedAsync(options, "it accepts no writes");
    }

    [Fact]
    public async Task Stores_migrate_one_new_schema_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresGrainStore.OpenAsync(_options)));
        await CommitAsync(stores[0]);
        await using var snapshot = await stores[3].BeginSnapshotAsync(default);
        Assert.NotNull(await snapshot.LoadAsync(Alice, default));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task The_schema_is_pinned()
    {
        await OpenAndCloseAsync();
        await using var connection = await _backend.ConnectAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(line, chr(10) ORDER BY line) FROM (
                SELECT concat_ws(' ', table_name, lpad(ordinal_position::text, 2), column_name, data_type, collation_name,
                    CASE is_nullable WHEN 'NO' THEN 'not null' END, identity_generation, column_default) AS line
                FROM information_schema.columns WHERE table_schema = current_schema()
                UNION SELECT concat_ws(' ', tablename, replace(indexdef, current_schema() || '.', '')) FROM pg_indexes
                WHERE schemaname = current_schema()) AS lines
            """,
            connection);
        Golden.Assert("postgres-schema.txt", $"version {PostgresMigrations.Scripts.Count}\n{await command.ExecuteScalarAsync()}");
    }

    private static async Task CommitAsync(PostgresGrainStore store)
    {
        await using var transaction = await store.BeginAsync(default);
        var row = new GrainRow(Alice, 1, "{}"u8.ToArray(), 0, StreamHead.Empty.Hash);
        await transaction.CommitAsync(new CommitBatch { Grains = [row] }, default);
    }

    private static async Task AssertRefusedAsync(PostgresStoreOptions options, string why)
    {
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresGrainStore.OpenAsync(options));
        Assert.NotEmpty(refused.What);
        Assert.NotEmpty(refused.Remedy);
        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
    }

    private async Task OpenAndCloseAsync() => await (await PostgresGrainStore.OpenAsync(_options)).DisposeAsync();

    private PostgresStoreOptions Changed(Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(_options.ConnectionString);
        change(settings);
        return _options with { ConnectionString = settings.ToString() };
    }
}
