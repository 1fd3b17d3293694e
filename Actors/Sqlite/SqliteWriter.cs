using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>The only connection that writes, lent to one transaction at a time in the order of asking.</summary>
internal sealed class SqliteWriter(SqliteConnections connections, SqliteSession opened) : IDisposable
{
    // With asynchronous waiters only, a semaphore serves first come, first served.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteSession? _session = opened;

    public string Path => connections.Path;

    /// <summary>Waits for the turn and starts a transaction; the caller ends it with <see cref="End"/>.</summary>
    public ValueTask<SqliteSession> BeginAsync(CancellationToken cancellationToken)
    {
        var turn = _turn.WaitAsync(cancellationToken);
        return turn.IsCompletedSuccessfully
            ? new ValueTask<SqliteSession>(Begin())
            : AwaitTurnAsync(turn);
    }

    /// <summary>Undoes what was not committed and gives the turn to the next.</summary>
    public void End()
    {
        try
        {
            _session?.Rollback();
        }
        catch (SqliteException)
        {
            // A connection that cannot roll back is of no use; closing it rolls back.
            _session?.Dispose();
            _session = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs one operation as a transaction of its own.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> operation, CancellationToken cancellationToken)
    {
        var session = await BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = operation(session);
            session.Commit();
            return result;
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, Path);
        }
        finally
        {
            End();
        }
    }

    public void Dispose()
    {
        _session?.Dispose();
        _turn.Dispose();
    }

    private async ValueTask<SqliteSession> AwaitTurnAsync(Task turn)
    {
        await turn.ConfigureAwait(false);
        return Begin();
    }

    private SqliteSession Begin()
    {
        try
        {
            _session ??= new SqliteSession(connections.OpenWriter());
            _session.BeginImmediate();
            return _session;
        }
        catch (SqliteException fault)
        {
            End();
            throw SqliteFaults.Translate(fault, Path);
        }
    }
}
