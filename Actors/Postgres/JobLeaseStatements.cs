using Npgsql;
using Tapestry.Actors.Storage;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>Leases jobs; a job that another silo is claiming is skipped. The numbers of <see cref="JobState"/> are in the SQL.</summary>
internal static class JobLeaseStatements
{
    private const string Held = "WHERE id = $1 AND fence = $2 AND state = 1 AND lease_until > $3";

    public static NpgsqlBatchCommand BuryExpired(DateTimeOffset now) => Command(
        """
        UPDATE jobs SET state = 3, finished_at = $1, lease_until = NULL,
            reason = 'The lease of ' || lease_owner || ' ended in attempt ' || attempts || ' of ' || max_attempts || '.'
        WHERE queue_order IN (
            SELECT queue_order FROM jobs WHERE state = 1 AND lease_until <= $1 AND attempts >= max_attempts
            FOR UPDATE SKIP LOCKED)
        """,
        Value(now));

    public static NpgsqlBatchCommand Claim(
        string owner, IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil) => Command(
        $"""
        UPDATE jobs SET state = 1, attempts = attempts + 1, fence = fence + 1, lease_owner = $1, lease_until = $2
        WHERE queue_order = (
            SELECT queue_order FROM jobs
            WHERE ((state = 0 AND not_before <= $3) OR (state = 1 AND lease_until <= $3)) AND kind = ANY ($4)
            ORDER BY priority DESC, not_before, queue_order LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING {JobStatements.Columns}
        """,
        Value(owner), Value(leaseUntil), Value(now), Value(kinds));

    public static NpgsqlBatchCommand Heartbeat(JobLease lease, DateTimeOffset now, DateTimeOffset leaseUntil) => Command(
        $"UPDATE jobs SET lease_until = $4 {Held}", Value(lease.JobId), Value(lease.Fence), Value(now), Value(leaseUntil));

    public static NpgsqlBatchCommand Complete(JobLease lease, DateTimeOffset now) => Command(
        $"UPDATE jobs SET state = 2, finished_at = $3, lease_until = NULL, reason = NULL {Held}",
        Value(lease.JobId), Value(lease.Fence), Value(now));

    public static NpgsqlBatchCommand Retry(JobLease lease, DateTimeOffset now, DateTimeOffset retryAt, string reason) =>
        Command(
            $"UPDATE jobs SET state = 0, not_before = $4, lease_until = NULL, reason = $5 {Held}",
            Value(lease.JobId), Value(lease.Fence), Value(now), Value(retryAt), Reason(reason));

    public static NpgsqlBatchCommand Bury(JobLease lease, DateTimeOffset now, string reason) => Command(
        $"UPDATE jobs SET state = 3, finished_at = $3, lease_until = NULL, reason = $4 {Held}",
        Value(lease.JobId), Value(lease.Fence), Value(now), Reason(reason));

    public static NpgsqlBatchCommand Release(JobLease lease, DateTimeOffset now) => Command(
        $"UPDATE jobs SET state = 0, attempts = attempts - 1, lease_until = NULL {Held}",
        Value(lease.JobId), Value(lease.Fence), Value(now));

    public static NpgsqlBatchCommand ReleaseOwner(string owner) => Command(
        "UPDATE jobs SET state = 0, attempts = attempts - 1, lease_until = NULL WHERE state = 1 AND lease_owner = $1",
        Value(owner));
}
