using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Leases jobs on one connection. The numbers of <see cref="JobState"/> are in the SQL.</summary>
internal sealed class JobLeaseStatements(SqliteConnection connection) : IDisposable
{
    private const string Held = "WHERE id = $1 AND fence = $2 AND state = 1 AND lease_until > $3";

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
        RETURNING {JobColumns.All}
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

    public JobRow? Claim(string owner, IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        _buryExpired.Execute(Microseconds.FromTime(now));
        using var reader = _claim.Query(
            owner, Microseconds.FromTime(leaseUntil), Microseconds.FromTime(now), JsonSerializer.Serialize(kinds));
        return reader.ReadAll(JobColumns.Read).SingleOrDefault();
    }

    public bool Heartbeat(JobLease lease, DateTimeOffset now, DateTimeOffset leaseUntil) => _heartbeat.Execute(
        JobColumns.Text(lease.JobId), lease.Fence, Microseconds.FromTime(now), Microseconds.FromTime(leaseUntil)) == 1;

    public bool Complete(JobLease lease, DateTimeOffset now) =>
        _complete.Execute(JobColumns.Text(lease.JobId), lease.Fence, Microseconds.FromTime(now)) == 1;

    public bool Retry(JobLease lease, DateTimeOffset now, DateTimeOffset retryAt, string reason) => _retry.Execute(
        JobColumns.Text(lease.JobId), lease.Fence, Microseconds.FromTime(now), Microseconds.FromTime(retryAt), reason) == 1;

    public bool Bury(JobLease lease, DateTimeOffset now, string reason) =>
        _bury.Execute(JobColumns.Text(lease.JobId), lease.Fence, Microseconds.FromTime(now), reason) == 1;

    public bool Release(JobLease lease, DateTimeOffset now) =>
        _release.Execute(JobColumns.Text(lease.JobId), lease.Fence, Microseconds.FromTime(now)) == 1;

    public int ReleaseOwner(string owner) => _releaseOwner.Execute(owner);

    public void Dispose()
    {
        SqliteStatement[] statements =
        [
            _buryExpired, _claim, _heartbeat, _complete, _retry, _bury, _release, _releaseOwner,
        ];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }
    }
}
