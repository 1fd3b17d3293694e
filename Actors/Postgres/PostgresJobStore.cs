using Npgsql;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>The job queue.</summary>
internal sealed class PostgresJobStore(PostgresConnections connections, PostgresWrites writes, PostgresSignals signals)
    : IJobStore
{
    public async Task<JobRow?> ClaimAsync(
        string owner, IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil,
        CancellationToken cancellationToken)
    {
        var session = await writes.BeginAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var buried = await session.ExecuteAsync(JobLeaseStatements.BuryExpired(now), cancellationToken)
                .ConfigureAwait(false);
            var claimed = await session.QueryAsync(
                JobLeaseStatements.Claim(owner, kinds, now, leaseUntil), JobStatements.Read, cancellationToken)
                .ConfigureAwait(false);
            if (buried + claimed.Count > 0)
            {
                await writes.CommitAsync(session, [], proof: null, cancellationToken).ConfigureAwait(false);
            }

            return claimed.SingleOrDefault();
        }
    }

    public Task<bool> HeartbeatAsync(
        JobLease lease, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        WriteAsync(JobLeaseStatements.Heartbeat(lease, now, leaseUntil), cancellationToken);

    public Task<bool> CompleteAsync(JobLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(JobLeaseStatements.Complete(lease, now), cancellationToken);

    public Task<bool> FailAsync(
        JobLease lease, DateTimeOffset now, DateTimeOffset? retryAt, string reason, CancellationToken cancellationToken) =>
        RaiseAfterAsync(
            retryAt is { } time
                ? JobLeaseStatements.Retry(lease, now, time, reason)
                : JobLeaseStatements.Bury(lease, now, reason),
            cancellationToken);

    public Task<bool> ReleaseAsync(JobLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        RaiseAfterAsync(JobLeaseStatements.Release(lease, now), cancellationToken);

    public async Task<int> ReleaseLeasesAsync(string owner, CancellationToken cancellationToken)
    {
        var released = await writes.ExecuteAsync(JobLeaseStatements.ReleaseOwner(owner), cancellationToken)
            .ConfigureAwait(false);
        signals.Raise(SignalKinds.Jobs);
        return released;
    }

    public Task<bool> RequeueDeadAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        RaiseAfterAsync(JobStatements.Requeue(id, now), cancellationToken);

    public async Task<JobRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await connections.ReadAsync(JobStatements.Find(id), JobStatements.Read, cancellationToken).ConfigureAwait(false))
            .SingleOrDefault();

    public async Task<IReadOnlyList<JobRow>> ListAsync(
        JobState state, int maxCount, CancellationToken cancellationToken) =>
        await connections.ReadAsync(JobStatements.List(state, maxCount), JobStatements.Read, cancellationToken)
            .ConfigureAwait(false);

    public async Task<DateTimeOffset?> NextClaimAtAsync(
        IReadOnlyCollection<string> kinds, CancellationToken cancellationToken) =>
        (await connections.ReadAsync(JobStatements.NextClaimAt(kinds), row => row.ReadOptionalTime(0), cancellationToken)
            .ConfigureAwait(false)).SingleOrDefault();

    public Task<int> DeleteDoneAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken) =>
        writes.ExecuteAsync(JobStatements.DeleteDone(finishedBefore), cancellationToken);

    private async Task<bool> WriteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken) =>
        await writes.ExecuteAsync(command, cancellationToken).ConfigureAwait(false) == 1;

    private async Task<bool> RaiseAfterAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        var isWritten = await WriteAsync(command, cancellationToken).ConfigureAwait(false);
        signals.Raise(SignalKinds.Jobs);
        return isWritten;
    }
}
