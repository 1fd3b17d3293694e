using System.Diagnostics;
using Npgsql;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Storage;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>A server that crashes, on one of its own because all its sessions end.</summary>
public sealed class CrashedServerTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly GrainId Alice = new("account", "alice");
    private PostgresServer _server = null!;
    private PostgresStoreOptions _options = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(isDurable: false);
        _options = new PostgresStoreOptions { ConnectionString = _server.ConnectionString, ConnectTimeout = TimeSpan.FromSeconds(2) };
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_transaction_that_a_crash_lost_is_not_taken_for_another_with_its_id()
    {
        await using var connections = new PostgresConnections(_options);
        await (await PostgresGrainStore.OpenAsync(_options)).DisposeAsync();
        var writes = new PostgresWrites(connections, _options);
        await using var lost = await writes.BeginAsync(default);
        await lost.EnsureBegunAsync(default);
        await CrashAsync(lost.ServerProcessId);

        // The server gives out the lost id again, and that transaction commits.
        ulong id;
        do
        {
            id = await TryCommitAsync(writes);
        }
        while (id < lost.TransactionId);
        Assert.Equal(lost.TransactionId, id);
        var status = await connections.ReadAsync(
            new NpgsqlBatchCommand($"SELECT pg_xact_status('{id}'::xid8)"), row => row.GetString(0), default);
        Assert.Equal("committed", Assert.Single(status));

        var lookup = new CommitLookup(connections, _options);
        var isCommitted = await lookup.IsCommittedAsync(
            lost, () => new NpgsqlBatchCommand("SELECT EXISTS (SELECT 1 FROM grains WHERE state_version = 9)"),
            TimeProvider.System.GetUtcNow(), new IOException("planted"));
        Assert.False(isCommitted);
    }

    [Fact]
    public async Task Acknowledged_commits_survive_and_the_store_goes_on()
    {
        await using var store = await PostgresGrainStore.OpenAsync(_options);
        await using var open = await store.BeginAsync(default);
        await open.CommitAsync(new CommitBatch { Grains = [Row(1)] }, default);
        await using var victim = new NpgsqlConnection(_options.ConnectionString);
        await victim.OpenAsync();
        await CrashAsync(victim.ProcessID);

        GrainRow? row = null;
        using var limit = Patience.Begin();
        while (row is null)
        {
            try
            {
                await using var snapshot = await store.BeginSnapshotAsync(limit.Token);
                row = await snapshot.LoadAsync(Alice, limit.Token);
            }
            catch (StoreConflictException)
            {
                // The server recovers; a host would try again.
            }
        }

        Assert.Equal(1, row.StateVersion);
    }

    private static GrainRow Row(int version) => new(Alice, version, "{}"u8.ToArray(), 0, StreamHead.Empty.Hash);

    /// <summary>Kills one server process, whereupon the server ends all sessions and recovers.</summary>
    private async Task CrashAsync(int processId)
    {
        await using var witness = new NpgsqlConnection(_options.ConnectionString + ";Pooling=false");
        await witness.OpenAsync();
        Process.GetProcessById(processId).Kill();
        while (await Record.ExceptionAsync(() => witness.WaitAsync().InTimeAsync()) is null)
        {
            // The server announces the end before it comes.
        }
    }

    /// <returns>The id, or 0 when the server was not ready.</returns>
    private static async Task<ulong> TryCommitAsync(PostgresWrites writes)
    {
        try
        {
            await using var session = await writes.BeginAsync(default);
            await writes.CommitAsync(session, [GrainStatements.Save(Row(1))], proof: null, default);
            return session.TransactionId;
        }
        catch (StoreConflictException)
        {
            return 0;
        }
    }
}
