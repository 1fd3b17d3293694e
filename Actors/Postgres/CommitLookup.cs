using Npgsql;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>
/// Finds out what became of a commit whose connection was lost: waits until the transaction has ended, then looks for
/// what it wrote. The server's own record of the id does not do: ids that a crash lost are given out again.
/// </summary>
internal sealed class CommitLookup(PostgresConnections connections, PostgresStoreOptions options)
{
    /// <summary>Rows of <c>commits</c> are kept twice as long, so a frozen process cannot mistake a deleted one.</summary>
    public static readonly TimeSpan ProofLife = TimeSpan.FromDays(1);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <param name="session">The session whose connection was lost.</param>
    /// <param name="proof">Reads whether what only this transaction wrote is there.</param>
    /// <param name="sentAt">When the commit was sent.</param>
    /// <param name="fault">How the connection was lost.</param>
    /// <exception cref="StoreUnavailableException">It could not be found out.</exception>
    public async Task<bool> IsCommittedAsync(
        PostgresSession session, Func<NpgsqlBatchCommand> proof, DateTimeOffset sentAt, Exception fault)
    {
        var time = options.Time;
        var began = time.GetTimestamp();

        // A proof's life is in the database's days, which pass also while this machine sleeps.
        while (time.GetElapsedTime(began) < options.MaxLookup && time.GetUtcNow() < sentAt + ProofLife)
        {
            try
            {
                if (await LookAsync(session, proof).ConfigureAwait(false) is { } isCommitted)
                {
                    return isCommitted;
                }
            }
            catch (StoreConflictException)
            {
                // The database does not answer yet.
            }

            await Task.Delay(Between, time).ConfigureAwait(false);
        }

        throw PostgresFaults.Unavailable(
            connections.Database,
            $"the connection was lost during a commit, and within {options.MaxLookup} it could not be found out whether it is done.",
            "when the database is back, look before calling again.", fault);
    }

    private async Task<bool?> LookAsync(PostgresSession session, Func<NpgsqlBatchCommand> proof)
    {
        var hasEnded = await HasEndedAsync(session).ConfigureAwait(false);
        var found = await connections.ReadAsync(proof(), row => row.GetBoolean(0), default).ConfigureAwait(false);
        return found[0] ? true : hasEnded ? false : null;
    }

    /// <summary>Ends the lost session when its transaction is still open, so that it cannot commit later.</summary>
    private async Task<bool> HasEndedAsync(PostgresSession session)
    {
        var ended = Command(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = $1 AND backend_xid = $2::xid AND usename = current_user
            """,
            Value(session.ServerProcessId), TransactionId(session.TransactionId));
        await connections.ReadAsync(ended, _ => true, default).ConfigureAwait(false);
        try
        {
            var status = await connections.ReadAsync(
                Command("SELECT coalesce(pg_xact_status($1), 'forgotten')", TransactionId(session.TransactionId)),
                row => row.GetString(0), default).ConfigureAwait(false);
            return status[0] != "in progress";
        }
        catch (StoreUnavailableException unavailable)
            when (unavailable.InnerException is PostgresException unknown && PostgresFaults.IsUnknownTransaction(unknown))
        {
            return true;
        }
    }
}
