namespace Tapestry.Actors.Storage;

/// <summary>
/// The job queue. A write under a lease happens only while the lease holds: the job is leased with that fence and
/// <c>now</c> is before the end of the lease; otherwise it writes nothing and returns false.
/// </summary>
public interface IJobStore
{
    /// <summary>
    /// Leases the next job of the kinds: queued and due, or leased with an ended lease; by priority, then due time, then
    /// order of queuing. Jobs whose ended lease used up their attempts become dead.
    /// </summary>
    /// <returns>The leased job with a new fence, or null when there is none.</returns>
    Task<JobRow?> ClaimAsync(
        string owner, IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil,
        CancellationToken cancellationToken);

    /// <summary>Moves the end of the lease.</summary>
    Task<bool> HeartbeatAsync(
        JobLease lease, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Marks the job done.</summary>
    Task<bool> CompleteAsync(JobLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Queues the job again, or makes it dead when <paramref name="retryAt"/> is null.</summary>
    Task<bool> FailAsync(
        JobLease lease, DateTimeOffset now, DateTimeOffset? retryAt, string reason, CancellationToken cancellationToken);

    /// <summary>Hands the job back; the attempt does not count.</summary>
    Task<bool> ReleaseAsync(JobLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Hands back every job that the owner holds, for an owner that starts again; the attempts do not count.</summary>
    /// <returns>How many jobs were handed back.</returns>
    Task<int> ReleaseLeasesAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Queues a dead job again with all its attempts.</summary>
    /// <returns>Whether there was such a dead job.</returns>
    Task<bool> RequeueDeadAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The job, or null.</summary>
    Task<JobRow?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Jobs in that state, in order of queuing.</summary>
    Task<IReadOnlyList<JobRow>> ListAsync(JobState state, int maxCount, CancellationToken cancellationToken);

    /// <summary>The earliest time at which a job of the kinds can be claimed, or null without open jobs.</summary>
    Task<DateTimeOffset?> NextClaimAtAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken);

    /// <summary>Deletes done jobs that finished before the time; their dedup keys are free again.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteDoneAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken);
}
