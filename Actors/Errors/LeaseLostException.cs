namespace Tapestry.Actors;

/// <summary>The lease of a job has ended or went to another worker; what this worker still wants to record is refused.</summary>
public sealed class LeaseLostException(Guid jobId)
    : GrainHostException(
        $"The lease of job {jobId} is lost: it expired or another worker claimed the job. "
        + "Remedy: stop; the job runs again under a new lease. Heartbeat more often, or lengthen the lease.")
{
    /// <summary>The job.</summary>
    public Guid JobId { get; } = jobId;
}
