using System.Data.Common;
using Npgsql;
using Tapestry.Actors.Storage;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>
/// Reads and writes reminders. A delivery locks its reminder's row until it commits, which is its lease: the server ends
/// it with the session. Who looks for due reminders skips locked ones.
/// </summary>
internal static class ReminderStatements
{
    private const string Select =
        "SELECT type, key, name, due_at, period, run_at, failures, failure_reason FROM reminders ";

    private const string SelectForUpdate = Select + "WHERE type = $1 AND key = $2 AND name = $3 FOR UPDATE";

    private const string SelectDue =
        Select + "WHERE run_at <= $1 ORDER BY run_at, type, key, name LIMIT $2 FOR KEY SHARE SKIP LOCKED";

    private const string SelectNext =
        "SELECT run_at FROM reminders ORDER BY run_at LIMIT 1 FOR KEY SHARE SKIP LOCKED";

    private const string Upsert =
        """
        INSERT INTO reminders (type, key, name, due_at, period, run_at, failures) VALUES ($1, $2, $3, $4, $5, $4, 0)
        ON CONFLICT (type, key, name) DO UPDATE SET
            due_at = excluded.due_at, period = excluded.period, run_at = excluded.run_at, failures = 0,
            failure_reason = NULL
        """;

    private const string Delete = "DELETE FROM reminders WHERE type = $1 AND key = $2 AND name = $3";

    private const string UpdateFailed =
        """
        UPDATE reminders SET run_at = $1, failures = failures + 1, failure_reason = $2
        WHERE type = $3 AND key = $4 AND name = $5 AND due_at = $6 AND run_at = $7 AND failures = $8
        """;

    public static NpgsqlBatchCommand Lock(GrainId grain, string name) =>
        Command(SelectForUpdate, Value(grain.Type), Value(grain.Key), Value(name));

    public static NpgsqlBatchCommand ListDue(DateTimeOffset now, int maxCount) =>
        Command(SelectDue, Value(now), Value(maxCount));

    public static NpgsqlBatchCommand NextRunAt() => Command(SelectNext);

    public static NpgsqlBatchCommand Apply(ReminderChange change) => change.DueAt is { } dueAt
        ? Command(
            Upsert, Value(change.Grain.Type), Value(change.Grain.Key), Value(change.Name), Value(dueAt),
            Period(change.Period))
        : Command(Delete, Value(change.Grain.Type), Value(change.Grain.Key), Value(change.Name));

    public static NpgsqlBatchCommand Postpone(ReminderRow reminder, DateTimeOffset runAt, string reason) => Command(
        UpdateFailed, Value(runAt), Reason(reason), Value(reminder.Grain.Type), Value(reminder.Grain.Key),
        Value(reminder.Name), Value(reminder.DueAt), Value(reminder.RunAt), Value(reminder.Failures));

    public static ReminderRow Read(DbDataReader row) => new(
        new GrainId(row.GetString(0), row.GetString(1)), row.GetString(2), row.ReadTime(3), row.ReadOptionalPeriod(4),
        row.ReadTime(5), row.GetInt32(6), row.ReadOptionalText(7));
}
