namespace Tapestry.Actors;

/// <summary>Does one kind of job outside any transaction and finishes by a grain call that may be repeated.</summary>
/// <typeparam name="TPayload">Payload registered for the kind.</typeparam>
public interface IJobHandler<in TPayload>
    where TPayload : class
{
    /// <summary>
    /// Runs the job; returning marks it done, throwing queues it again with backoff until its attempts are used up.
    /// The same job may run twice, so the result must not depend on how often it ran.
    /// </summary>
    /// <param name="job">Id, attempt and lease of this run.</param>
    /// <param name="payload">What was queued.</param>
    /// <param name="cancellationToken">Cancelled at shutdown, when the lease is lost, and when the job runs too long.</param>
    Task HandleAsync(JobContext job, TPayload payload, CancellationToken cancellationToken);
}
