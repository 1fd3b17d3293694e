using Tapestry.Actors.Postgres;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Postgres;

public sealed class CommitProofTests
{
    private static readonly NewEvent Counted =
        new("counter/1", 1, "counted", DateTimeOffset.UnixEpoch, "{}"u8.ToArray(), new byte[32], new byte[32]);

    [Fact]
    public async Task An_equal_event_of_another_transaction_proves_nothing()
    {
        await using var backend = new PostgresBackend();
        var options = await backend.OptionsAsync();
        await (await PostgresGrainStore.OpenAsync(options)).DisposeAsync();
        await using var connections = new PostgresConnections(options);
        var writes = new PostgresWrites(connections, options);
        await using var lost = await writes.BeginAsync(default);
        await lost.EnsureBegunAsync(default);
        await using var other = await writes.BeginAsync(default);
        await writes.CommitAsync(other, [EventStatements.Append(Counted)], Counted, default);

        Assert.True(await ExistsAsync(connections, other.TransactionId));
        Assert.False(await ExistsAsync(connections, lost.TransactionId));
    }

    private static async Task<bool> ExistsAsync(PostgresConnections connections, ulong transactionId) =>
        (await connections.ReadAsync(EventStatements.Exists(Counted, transactionId), row => row.GetBoolean(0), default)).Single();
}
