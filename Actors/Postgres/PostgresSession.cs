using System.Data;
using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>
/// A rented connection. Its transaction begins in the same round trip as its first statement. One operation at a time.
/// </summary>
/// <param name="connection">Given back at the end.</param>
/// <param name="database">Names the database in errors.</param>
/// <param name="opening">Begins the transaction; null to run every statement on its own.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, string database, string? opening) : IAsyncDisposable
{
    /// <summary>Begins a transaction that writes: grains are locked as they are loaded, so each statement reads the latest.</summary>
    public const string Write = "BEGIN ISOLATION LEVEL READ COMMITTED";

    /// <summary>Begins a view of one moment.</summary>
    public const string Snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private const string Identify = "SELECT pg_current_xact_id()";
    private bool _isBegun;

    /// <summary>Id of the writing transaction, known once a statement has run.</summary>
    public ulong TransactionId { get; private set; }

    /// <summary>The server process behind the connection.</summary>
    public int ServerProcessId { get; } = connection.ProcessID;

    public async Task<List<T>> QueryAsync<T>(
        NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await RunAsync([command], reader => rows.Add(map(reader)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <returns>The number of rows that changed.</returns>
    public async Task<int> ExecuteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await RunAsync([command], row: null, cancellationToken).ConfigureAwait(false);
        return checked((int)command.RecordsAffected);
    }

    /// <summary>Begins the transaction when no statement has.</summary>
    public Task EnsureBegunAsync(CancellationToken cancellationToken) =>
        _isBegun ? Task.CompletedTask : RunAsync([], row: null, cancellationToken);

    /// <summary>Runs the last statements and commits, in one round trip; faults are the driver's own.</summary>
    public async Task CommitAsync(IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = CreateBatch([.. commands, new NpgsqlBatchCommand("COMMIT")]);
        await using (batch.ConfigureAwait(false))
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _isBegun = false;
    }

    /// <summary>Gives the connection back; the driver rolls back what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the server undoes what it had begun.
        }
    }

    private async Task RunAsync(
        NpgsqlBatchCommand[] commands, Action<NpgsqlDataReader>? row, CancellationToken cancellationToken)
    {
        if (connection.State != ConnectionState.Open)
        {
            throw new StoreConflictException($"The connection to {database} was lost earlier in this transaction.");
        }

        var begin = Opening();
        _isBegun = opening is not null;
        try
        {
            var batch = CreateBatch([.. begin, .. commands]);
            await using (batch.ConfigureAwait(false))
            {
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    if (begin.Length == 2)
                    {
                        await ReadTransactionIdAsync(reader, cancellationToken).ConfigureAwait(false);
                    }

                    await ReadAllAsync(reader, row, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Translate(fault, database);
        }
    }

    private async Task ReadTransactionIdAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        TransactionId = reader.GetFieldValue<ulong>(0);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>To the end, where faults of the last statement show.</summary>
    private static async Task ReadAllAsync(
        NpgsqlDataReader reader, Action<NpgsqlDataReader>? row, CancellationToken cancellationToken)
    {
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                row?.Invoke(reader);
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
    }

    private NpgsqlBatchCommand[] Opening() => (_isBegun, opening) switch
    {
        (true, _) or (_, null) => [],
        (_, Write) => [new NpgsqlBatchCommand(opening), new NpgsqlBatchCommand(Identify)],
        _ => [new NpgsqlBatchCommand(opening)],
    };

    private NpgsqlBatch CreateBatch(NpgsqlBatchCommand[] commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
