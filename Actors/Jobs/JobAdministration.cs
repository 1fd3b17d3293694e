using Tapestry.Actors.Hosting;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors;

/// <summary>What an operator does with jobs; grains queue them and a <see cref="JobWorker"/> runs them.</summary>
public sealed class JobAdministration
{
    private readonly IJobStore _store;
    private readonly HostServices _services;

    internal JobAdministration(IJobStore store, HostServices services)
    {
        _store = store;
        _services = services;
    }

    /// <summary>Jobs that were given up, with their reasons, in order of queuing.</summary>
    public Task<IReadOnlyList<JobRow>> ListDeadJobsAsync(int maxCount, CancellationToken cancellationToken = default) =>
        _store.ListAsync(JobState.Dead, maxCount, cancellationToken);

    /// <summary>The job, or null when none has that id.</summary>
    public Task<JobRow?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        _store.FindAsync(id, cancellationToken);

    /// <summary>Queues a dead job again with all its attempts.</summary>
    /// <returns>Whether there was such a dead job.</returns>
    public Task<bool> RequeueDeadAsync(Guid id, CancellationToken cancellationToken = default) => _services.Retry.RunAsync(
        "Requeuing a job", () => _store.RequeueDeadAsync(id, _services.Now, cancellationToken));

    /// <summary>
    /// Hands back the jobs of an owner that starts again and knows that its former self is gone, so that they run at once.
    /// </summary>
    /// <returns>How many were handed back.</returns>
    public Task<int> ReleaseLeasesAsync(string owner, CancellationToken cancellationToken = default) =>
        _services.Retry.RunAsync("Releasing leases", () => _store.ReleaseLeasesAsync(owner, cancellationToken));

    /// <summary>Deletes done jobs that finished before the time; their dedup keys are free again.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<int> DeleteDoneAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken = default) =>
        _services.Retry.RunAsync("Deleting done jobs", () => _store.DeleteDoneAsync(finishedBefore, cancellationToken));
}
