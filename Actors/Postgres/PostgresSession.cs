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

    /// <summary>Id of the writing transaction, known once a statement has run.</summary>
    public ulong TransactionId { get; private set; }

    /// <summary>The server process behind the connection.</summary>
    public int ServerProcessId { get; } = connection.ProcessID;

    private bool IsBegun { get; set; }

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
        IsBegun ? Task.CompletedTask : RunAsync([], row: null, cancellationToken);

    /// <summary>Runs the last statements and commits, in one round trip; faults are the driver's own.</summary>
    public async Task CommitAsync(IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = CreateBatch([.. commands, new NpgsqlBatchCommand("COMMIT")]);
        await using (batch.ConfigureAwait(false))
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }

        IsBegun = false;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsBegun && connection.State == ConnectionState.Open)
            {
                var rollback = CreateBatch([new NpgsqlBatchCommand("ROLLBACK")]);
                await using (rollback.ConfigureAwait(false))
                {
                    await rollback.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the server undoes what it had begun.
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync(
        NpgsqlBatchCommand[] commands, Action<NpgsqlDataReader>? row, CancellationToken cancellationToken)
    {
        try
        {
            var batch = CreateBatch([.. Opening(), .. commands]);
            await using (batch.ConfigureAwait(false))
            {
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await ReadAsync(reader, row, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Translate(fault, database);
        }
    }

    private async Task ReadAsync(NpgsqlDataReader reader, Action<NpgsqlDataReader>? row, CancellationToken cancellationToken)
    {
        if (opening == Write && !IsBegun)
        {
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            TransactionId = reader.GetFieldValue<ulong>(0);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        IsBegun = opening is not null;
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                row?.Invoke(reader);
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
    }

    private IEnumerable<NpgsqlBatchCommand> Opening() => (IsBegun, opening) switch
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
