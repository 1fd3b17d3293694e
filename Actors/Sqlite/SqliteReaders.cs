using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>A bounded pool of connections that only read.</summary>
internal sealed class SqliteReaders(SqliteConnections connections, int maxReaders) : IDisposable
{
    private readonly SemaphoreSlim _free = new(maxReaders, maxReaders);
    private readonly ConcurrentStack<SqliteSession> _idle = new();

    public string Path => connections.Path;

    /// <summary>Waits for a connection; the caller gives it back with <see cref="Return"/>.</summary>
    public ValueTask<SqliteSession> RentAsync(CancellationToken cancellationToken)
    {
        var free = _free.WaitAsync(cancellationToken);
        return free.IsCompletedSuccessfully ? new ValueTask<SqliteSession>(Take()) : AwaitFreeAsync(free);
    }

    public void Return(SqliteSession session)
    {
        try
        {
            session.Rollback();
            _idle.Push(session);
        }
        catch (SqliteException)
        {
            // It holds no data; the next reader opens another.
            session.Dispose();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Runs one query.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> query, CancellationToken cancellationToken)
    {
        var session = await RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return query(session);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, Path);
        }
        finally
        {
            Return(session);
        }
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }

        _free.Dispose();
    }

    private async ValueTask<SqliteSession> AwaitFreeAsync(Task free)
    {
        await free.ConfigureAwait(false);
        return Take();
    }

    private SqliteSession Take()
    {
        if (_idle.TryPop(out var session))
        {
            return session;
        }

        try
        {
            return new SqliteSession(connections.OpenReader());
        }
        catch (SqliteException fault)
        {
            _free.Release();
            throw SqliteFaults.Translate(fault, Path);
        }
    }
}
