using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>The job queue.</summary>
internal sealed class SqliteJobStore(SqliteWriter writer, SqliteReaders readers, CommitSignals signals) : IJobStore
{
    public Task<JobRow?> ClaimAsync(
        string owner, IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil,
        CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Leases.Claim(owner, kinds, now, leaseUntil), cancellationToken);

    public Task<bool> HeartbeatAsync(
        JobLease lease, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Leases.Heartbeat(lease, now, leaseUntil), cancellationToken);

    public Task<bool> CompleteAsync(JobLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Leases.Complete(lease, now), cancellationToken);

    public Task<bool> FailAsync(
        JobLease lease, DateTimeOffset now, DateTimeOffset? retryAt, string reason, CancellationToken cancellationToken) =>
        RaiseAfterAsync(
            session => retryAt is { } time
                ? session.Leases.Retry(lease, now, time, reason)
                : session.Leases.Bury(lease, now, reason),
            cancellationToken);

    public Task<bool> ReleaseAsync(JobLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        RaiseAfterAsync(session => session.Leases.Release(lease, now), cancellationToken);

    public Task<int> ReleaseLeasesAsync(string owner, CancellationToken cancellationToken) =>
        RaiseAfterAsync(session => session.Leases.ReleaseOwner(owner), cancellationToken);

    public Task<bool> RequeueDeadAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        RaiseAfterAsync(session => session.Jobs.Requeue(id, now), cancellationToken);

    public Task<JobRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.Jobs.Find(id), cancellationToken);

    public async Task<IReadOnlyList<JobRow>> ListAsync(
        JobState state, int maxCount, CancellationToken cancellationToken) =>
        await readers.RunAsync(session => session.Jobs.List(state, maxCount), cancellationToken).ConfigureAwait(false);

    public Task<DateTimeOffset?> NextClaimAtAsync(
        IReadOnlyCollection<string> kinds, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.Jobs.NextClaimAt(kinds), cancellationToken);

    public Task<int> DeleteDoneAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Jobs.DeleteDone(finishedBefore), cancellationToken);

    private async Task<T> RaiseAfterAsync<T>(Func<SqliteSession, T> operation, CancellationToken cancellationToken)
    {
        var result = await writer.RunAsync(operation, cancellationToken).ConfigureAwait(false);
        signals.Jobs.Raise();
        return result;
    }
}
