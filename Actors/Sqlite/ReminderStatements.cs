using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Reads and writes reminders on one connection.</summary>
internal sealed class ReminderStatements(SqliteConnection connection) : IDisposable
{
    private const string Select =
        "SELECT type, key, name, due_at, period, run_at, failures, failure_reason FROM reminders ";

    private readonly SqliteStatement _find = new(
        connection, Select + "WHERE type = $1 AND key = $2 AND name = $3", parameters: 3);

    private readonly SqliteStatement _listDue = new(
        connection, Select + "WHERE run_at <= $1 ORDER BY run_at, type, key, name LIMIT $2", parameters: 2);

    private readonly SqliteStatement _next = new(connection, "SELECT min(run_at) FROM reminders");

    private readonly SqliteStatement _set = new(
        connection,
        """
        INSERT INTO reminders (type, key, name, due_at, period, run_at, failures) VALUES ($1, $2, $3, $4, $5, $4, 0)
        ON CONFLICT (type, key, name) DO UPDATE SET
            due_at = excluded.due_at, period = excluded.period, run_at = excluded.run_at, failures = 0,
            failure_reason = NULL
        """,
        parameters: 5);

    private readonly SqliteStatement _remove = new(
        connection, "DELETE FROM reminders WHERE type = $1 AND key = $2 AND name = $3", parameters: 3);

    private readonly SqliteStatement _postpone = new(
        connection,
        """
        UPDATE reminders SET run_at = $1, failures = failures + 1, failure_reason = $2
        WHERE type = $3 AND key = $4 AND name = $5 AND due_at = $6 AND run_at = $7 AND failures = $8
        """,
        parameters: 8);

    public ReminderRow? Find(GrainId grain, string name)
    {
        using var reader = _find.Query(grain.Type, grain.Key, name);
        return reader.Read() ? ReadRow(reader) : null;
    }

    public List<ReminderRow> ListDue(DateTimeOffset now, int maxCount)
    {
        using var reader = _listDue.Query(Microseconds.FromTime(now), maxCount);
        return reader.ReadAll(ReadRow);
    }

    public DateTimeOffset? NextRunAt()
    {
        using var reader = _next.Query();
        return reader.Read() ? reader.ReadOptionalTime(0) : null;
    }

    public void Apply(ReminderChange change)
    {
        if (change.DueAt is { } dueAt)
        {
            _set.Execute(
                change.Grain.Type, change.Grain.Key, change.Name, Microseconds.FromTime(dueAt),
                SqliteValues.Period(change.Period));
        }
        else
        {
            _remove.Execute(change.Grain.Type, change.Grain.Key, change.Name);
        }
    }

    public bool Postpone(ReminderRow reminder, DateTimeOffset runAt, string reason) => _postpone.Execute(
        Microseconds.FromTime(runAt), reason, reminder.Grain.Type, reminder.Grain.Key, reminder.Name,
        Microseconds.FromTime(reminder.DueAt), Microseconds.FromTime(reminder.RunAt), reminder.Failures) == 1;

    public void Dispose()
    {
        foreach (var statement in new[] { _find, _listDue, _next, _set, _remove, _postpone })
        {
            statement.Dispose();
        }
    }

    private static ReminderRow ReadRow(SqliteDataReader row) => new(
        new GrainId(row.GetString(0), row.GetString(1)), row.GetString(2), row.ReadTime(3), row.ReadOptionalPeriod(4),
        row.ReadTime(5), row.GetInt32(6), row.ReadOptionalText(7));
}
