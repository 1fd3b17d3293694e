using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Jobs;

internal sealed class DelegateJobHandler(Func<JobContext, Audit, CancellationToken, Task> handle) : IJobHandler<Audit>
{
    public Task HandleAsync(JobContext job, Audit payload, CancellationToken cancellationToken) =>
        handle(job, payload, cancellationToken);
}
