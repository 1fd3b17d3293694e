using Tapestry.Actors;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Hosting;

/// <summary>
/// Keeps a job while the region's blobs are away, as the worker waits for the database: neither an outage nor a mistake that
/// an operator mends uses the job's attempts up.
/// </summary>
internal sealed class PatientHandler<T>(IJobHandler<T> inner, TimeProvider clock, Action<string> log) : IJobHandler<T>
    where T : class
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task HandleAsync(JobContext job, T payload, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks)))
        {
            try
            {
                await inner.HandleAsync(job, payload, cancellationToken);
                return;
            }
            catch (BlobException fault) when (fault is BlobStoreOutageException or BlobStoreUnavailableException or BlobStoreFullException)
            {
                log($"{payload} waits for the blobs: {fault.Message}");
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
