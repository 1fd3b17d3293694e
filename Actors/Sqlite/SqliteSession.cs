using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>One connection with all its statements; used by one caller at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _beginImmediate = new(connection, "BEGIN IMMEDIATE");
    private readonly SqliteStatement _beginRead = new(connection, "BEGIN");
    private readonly SqliteStatement _commit = new(connection, "COMMIT");
    private readonly SqliteStatement _rollback = new(connection, "ROLLBACK");

    public GrainStatements Grains { get; } = new(connection);

    public EventStatements Events { get; } = new(connection);

    public ReminderStatements Reminders { get; } = new(connection);

    public JobStatements Jobs { get; } = new(connection);

    public JobLeaseStatements Leases { get; } = new(connection);

    /// <summary>False after a fault that made SQLite roll back by itself.</summary>
    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    public void BeginImmediate() => _beginImmediate.Execute();

    public void BeginRead() => _beginRead.Execute();

    public void Commit() => _commit.Execute();

    public void Rollback()
    {
        if (IsInTransaction)
        {
            _rollback.Execute();
        }
    }

    public void Dispose()
    {
        IDisposable[] parts =
        [
            _beginImmediate, _beginRead, _commit, _rollback, Grains, Events, Reminders, Jobs, Leases,
        ];
        foreach (var part in parts)
        {
            part.Dispose();
        }

        connection.Dispose();
    }
}
