using System.Data.Common;
using Npgsql;
using Tapestry.Actors.Storage;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>Queues and lists jobs. The numbers of <see cref="JobState"/> are in the SQL.</summary>
internal static class JobStatements
{
    public const string Columns =
        """
        id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, lease_owner, lease_until, reason,
        queued_at, finished_at, trace_parent
        """;

    public static NpgsqlBatchCommand Insert(NewJob job) => Command(
        """
        INSERT INTO jobs (id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, queued_at, trace_parent)
        VALUES ($1, $2, $3, 0, $4, $5, 0, $6, 0, $7, $8) ON CONFLICT (id) DO NOTHING
        """,
        Value(job.Id), Value(job.Kind), Value(job.Payload), Value(job.Priority), Value(job.NotBefore),
        Value(job.MaxAttempts), Value(job.QueuedAt), OptionalText(job.TraceParent));

    public static NpgsqlBatchCommand Requeue(Guid id, DateTimeOffset now) => Command(
        """
        UPDATE jobs SET state = 0, attempts = 0, not_before = $2, reason = NULL, finished_at = NULL
        WHERE id = $1 AND state = 3
        """,
        Value(id), Value(now));

    public static NpgsqlBatchCommand Find(Guid id) => Command($"SELECT {Columns} FROM jobs WHERE id = $1", Value(id));

    public static NpgsqlBatchCommand List(JobState state, int maxCount) => Command(
        $"SELECT {Columns} FROM jobs WHERE state = $1 ORDER BY queue_order LIMIT $2", Value((int)state), Value(maxCount));

    public static NpgsqlBatchCommand NextClaimAt(IReadOnlyCollection<string> kinds) => Command(
        """
        SELECT min(CASE state WHEN 0 THEN not_before ELSE lease_until END) FROM jobs
        WHERE state IN (0, 1) AND kind = ANY ($1)
        """,
        Value(kinds));

    public static NpgsqlBatchCommand DeleteDone(DateTimeOffset finishedBefore) => Command(
        "DELETE FROM jobs WHERE state = 2 AND finished_at < $1", Value(finishedBefore));

    public static JobRow Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Kind = row.GetString(1),
        Payload = row.ReadBytes(2),
        State = (JobState)row.GetInt32(3),
        Priority = row.GetInt32(4),
        NotBefore = row.ReadTime(5),
        Attempts = row.GetInt32(6),
        MaxAttempts = row.GetInt32(7),
        Fence = row.GetInt64(8),
        LeaseOwner = row.ReadOptionalText(9),
        LeaseUntil = row.ReadOptionalTime(10),
        Reason = row.ReadOptionalText(11),
        QueuedAt = row.ReadTime(12),
        FinishedAt = row.ReadOptionalTime(13),
        TraceParent = row.ReadOptionalText(14),
    };
}
