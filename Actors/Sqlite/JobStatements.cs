using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Queues, leases and lists jobs on one connection. The numbers of <see cref="JobState"/> are in the SQL.</summary>
internal sealed class JobStatements(SqliteConnection connection) : IDisposable
{
    private const string Columns =
        """
        id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, lease_owner, lease_until, reason,
        queued_at, finished_at
        """;

    private const string Held = "WHERE id = $1 AND fence = $2 AND state = 1 AND lease_until > $3";

    private readonly SqliteStatement _insert = new(
        connection,
        """
        INSERT INTO jobs (id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, queued_at)
        VALUES ($1, $2, $3, 0, $4, $5, 0, $6, 0, $7) ON CONFLICT (id) DO NOTHING
        """,
        parameters: 7);

    private readonly SqliteStatement _buryExpired = new(
        connection,
        """
        UPDATE jobs SET state = 3, finished_at = $1, lease_until = NULL,
            reason = 'The lease of ' || lease_owner || ' ended in attempt ' || attempts || ' of ' || max_attempts || '.'
        WHERE state = 1 AND lease_until <= $1 AND attempts >= max_attempts
        """,
        parameters: 1);

    private readonly SqliteStatement _claim = new(
        connection,
        $"""
        UPDATE jobs SET state = 1, attempts = attempts + 1, fence = fence + 1, lease_owner = $1, lease_until = $2
        WHERE queue_order = (
            SELECT queue_order FROM jobs
            WHERE ((state = 0 AND not_before <= $3) OR (state = 1 AND lease_until <= $3))
                AND kind IN (SELECT value FROM json_each($4))
            ORDER BY priority DESC, not_before, queue_order LIMIT 1)
        RETURNING {Columns}
        """,
        parameters: 4);

    private readonly SqliteStatement _heartbeat = new(
        connection, $"UPDATE jobs SET lease_until = $4 {Held}", parameters: 4);

    private readonly SqliteStatement _complete = new(
        connection, $"UPDATE jobs SET state = 2, finished_at = $3, lease_until = NULL, reason = NULL {Held}", parameters: 3);

    private readonly SqliteStatement _retry = new(
        connection, $"UPDATE jobs SET state = 0, not_before = $4, lease_until = NULL, reason = $5 {Held}", parameters: 5);

    private readonly SqliteStatement _bury = new(
        connection, $"UPDATE jobs SET state = 3, finished_at = $3, lease_until = NULL, reason = $4 {Held}", parameters: 4);

    private readonly SqliteStatement _release = new(
        connection, $"UPDATE jobs SET state = 0, attempts = attempts - 1, lease_until = NULL {Held}", parameters: 3);

    private readonly SqliteStatement _releaseOwner = new(
        connection,
        "UPDATE jobs SET state = 0, attempts = attempts - 1, lease_until = NULL WHERE state = 1 AND lease_owner = $1",
        parameters: 1);

    private readonly SqliteStatement _requeue = new(
        connection,
        """
        UPDATE jobs SET state = 0, attempts = 0, not_before = $2, reason = NULL, finished_at = NULL
        WHERE id = $1 AND state = 3
        """,
        parameters: 2);

    private readonly SqliteStatement _find = new(connection, $"SELECT {Columns} FROM jobs WHERE id = $1", parameters: 1);

    private readonly SqliteStatement _list = new(
        connection, $"SELECT {Columns} FROM jobs WHERE state = $1 ORDER BY queue_order LIMIT $2", parameters: 2);

    private readonly SqliteStatement _next = new(
        connection,
        """
        SELECT min(CASE state WHEN 0 THEN not_before ELSE lease_until END) FROM jobs
        WHERE state IN (0, 1) AND kind IN (SELECT value FROM json_each($1))
        """,
        parameters: 1);

    private readonly SqliteStatement _deleteDone = new(
        connection, "DELETE FROM jobs WHERE state = 2 AND finished_at < $1", parameters: 1);

    public void Insert(NewJob job) => _insert.Execute(
        Text(job.Id), job.Kind, SqliteValues.Blob(job.Payload), job.Priority, Microseconds.FromTime(job.NotBefore),
        job.MaxAttempts, Microseconds.FromTime(job.QueuedAt));

    public JobRow? Claim(string owner, IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        _buryExpired.Execute(Microseconds.FromTime(now));
        using var reader = _claim.Query(
            owner, Microseconds.FromTime(leaseUntil), Microseconds.FromTime(now), JsonSerializer.Serialize(kinds));
        return reader.ReadAll(ReadRow).SingleOrDefault();
    }

    public bool Heartbeat(JobLease lease, DateTimeOffset now, DateTimeOffset leaseUntil) => _heartbeat.Execute(
        Text(lease.JobId), lease.Fence, Microseconds.FromTime(now), Microseconds.FromTime(leaseUntil)) == 1;

    public bool Complete(JobLease lease, DateTimeOffset now) =>
        _complete.Execute(Text(lease.JobId), lease.Fence, Microseconds.FromTime(now)) == 1;

    public bool Retry(JobLease lease, DateTimeOffset now, DateTimeOffset retryAt, string reason) => _retry.Execute(
        Text(lease.JobId), lease.Fence, Microseconds.FromTime(now), Microseconds.FromTime(retryAt), reason) == 1;

    public bool Bury(JobLease lease, DateTimeOffset now, string reason) =>
        _bury.Execute(Text(lease.JobId), lease.Fence, Microseconds.FromTime(now), reason) == 1;

    public bool Release(JobLease lease, DateTimeOffset now) =>
        _release.Execute(Text(lease.JobId), lease.Fence, Microseconds.FromTime(now)) == 1;

    public int ReleaseOwner(string owner) => _releaseOwner.Execute(owner);

    public bool Requeue(Guid id, DateTimeOffset now) => _requeue.Execute(Text(id), Microseconds.FromTime(now)) == 1;

    public JobRow? Find(Guid id)
    {
        using var reader = _find.Query(Text(id));
        return reader.ReadAll(ReadRow).SingleOrDefault();
    }

    public List<JobRow> List(JobState state, int maxCount)
    {
        using var reader = _list.Query((int)state, maxCount);
        return reader.ReadAll(ReadRow);
    }

    public DateTimeOffset? NextClaimAt(IReadOnlyCollection<string> kinds)
    {
        using var reader = _next.Query(JsonSerializer.Serialize(kinds));
        return reader.Read() ? reader.ReadOptionalTime(0) : null;
    }

    public int DeleteDone(DateTimeOffset finishedBefore) => _deleteDone.Execute(Microseconds.FromTime(finishedBefore));

    public void Dispose()
    {
        SqliteStatement[] statements =
        [
            _insert, _buryExpired, _claim, _heartbeat, _complete, _retry, _bury, _release, _releaseOwner, _requeue,
            _find, _list, _next, _deleteDone,
        ];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }
    }

    private static string Text(Guid id) => id.ToString("D");

    private static JobRow ReadRow(SqliteDataReader row) => new()
    {
        Id = Guid.ParseExact(row.GetString(0), "D"),
        Kind = row.GetString(1),
        Payload = row.ReadBlob(2),
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
    };
}
