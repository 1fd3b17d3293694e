using Npgsql;
using Tapestry.Actors.Storage;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>Runs transactions that write, so that their callers learn for certain whether they committed.</summary>
internal sealed class PostgresWrites(PostgresConnections connections, PostgresStoreOptions options)
{
    private readonly CommitLookup _lookup = new(connections, options);
    private readonly RandomIdSource _ids = new(new SystemSecureRandom());

    public async ValueTask<PostgresSession> BeginAsync(CancellationToken cancellationToken) => new(
        await connections.RentAsync(cancellationToken).ConfigureAwait(false), connections.Database, PostgresSession.Write);

    /// <summary>Runs the last statements and commits.</summary>
    /// <param name="session">The transaction, on which no other statement runs afterwards.</param>
    /// <param name="commands">What is still to be written.</param>
    /// <param name="proof">An event among it, which proves the commit; null writes a row of <c>commits</c>.</param>
    /// <param name="cancellationToken">Cancels until the commit is sent.</param>
    /// <exception cref="StoreConflictException">Nothing was written.</exception>
    public async Task CommitAsync(
        PostgresSession session, IEnumerable<NpgsqlBatchCommand> commands, NewEvent? proof,
        CancellationToken cancellationToken)
    {
        await session.EnsureBegunAsync(cancellationToken).ConfigureAwait(false);
        var id = _ids.NewId();
        var sentAt = options.Time.GetUtcNow();
        try
        {
            await session.CommitAsync(proof is null ? commands.Append(Record(id)) : commands).ConfigureAwait(false);
        }
        catch (NpgsqlException undone) when (PostgresFaults.IsUndone(undone))
        {
            throw PostgresFaults.Translate(undone, connections.Database);
        }
        catch (NpgsqlException fault)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            var isCommitted = await _lookup.IsCommittedAsync(
                session, () => proof is null ? Exists(id) : EventStatements.Exists(proof, session.TransactionId), sentAt,
                fault).ConfigureAwait(false);
            if (!isCommitted)
            {
                throw new StoreConflictException($"The connection to {connections.Database} was lost before the commit.", fault);
            }
        }
    }

    /// <summary>Runs one statement as a transaction.</summary>
    /// <returns>The number of rows that changed.</returns>
    public async Task<int> ExecuteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        var session = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var changed = await session.ExecuteAsync(command, cancellationToken).ConfigureAwait(false);
            if (changed > 0)
            {
                await CommitAsync(session, [], proof: null, cancellationToken).ConfigureAwait(false);
            }

            return changed;
        }
    }

    private static NpgsqlBatchCommand Record(Guid id) => Command("INSERT INTO commits (id) VALUES ($1)", Value(id));

    private static NpgsqlBatchCommand Exists(Guid id) =>
        Command("SELECT EXISTS (SELECT 1 FROM commits WHERE id = $1)", Value(id));
}
