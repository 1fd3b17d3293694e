using Tapestry.Actors.Storage;
using Tapestry.Actors.Telemetry;

namespace Tapestry.Actors.Hosting;

/// <summary>One claimed job from its start to what the queue learns about its end.</summary>
internal sealed class JobRun(GrainHost host, JobWorkerOptions options, IJobRunner runner, JobRow job)
{
    private const int MaxReasonLength = 2000;
    private readonly JobLease _lease = new(job.Id, job.Fence);

    private HostServices Services => host.Services;

    public async Task RunAsync(CancellationToken shutdown)
    {
        using var measure = new JobMeasure(Services, job);
        Exception? failure;
        using (var timeout = new CancellationTokenSource(options.MaxRunTime, Services.Time))
        using (var run = CancellationTokenSource.CreateLinkedTokenSource(shutdown, timeout.Token))
        {
            var keeper = new LeaseKeeper(host, _lease, options, run);
            await using (keeper.ConfigureAwait(false))
            {
                failure = await HandleAsync(keeper, run.Token).ConfigureAwait(false);
            }

            failure = keeper.Loss ?? (failure is OperationCanceledException && timeout.IsCancellationRequested
                ? new TimeoutException($"The job ran longer than {nameof(options.MaxRunTime)}, {options.MaxRunTime}.")
                : failure);
        }

        measure.Failure = failure;
        measure.Outcome = await RecordAsync(failure, shutdown).ConfigureAwait(false);
        if (measure.Outcome == JobOutcome.HandedBack)
        {
            measure.Failure = null;
            shutdown.ThrowIfCancellationRequested();
        }
    }

    private async Task<Exception?> HandleAsync(LeaseKeeper keeper, CancellationToken cancellationToken)
    {
        try
        {
            var context = new JobContext(job.Id, job.Kind, job.Attempts, keeper.HeartbeatAsync);
            await runner.RunAsync(Services.Registry, context, job.Payload, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <returns>One of <see cref="JobOutcome"/>.</returns>
    private async Task<string> RecordAsync(Exception? failure, CancellationToken shutdown)
    {
        switch (failure)
        {
            case null:
                var isDone = await WriteAsync(now => host.Store.Jobs.CompleteAsync(_lease, now, default))
                    .ConfigureAwait(false);
                Report(isDone ? null : new LeaseLostException(job.Id), retryAt: null);
                return isDone ? JobOutcome.Done : JobOutcome.Lost;
            case LeaseLostException:
                Report(failure, retryAt: null);
                return JobOutcome.Lost;
            case OperationCanceledException when shutdown.IsCancellationRequested:
                await WriteAsync(now => host.Store.Jobs.ReleaseAsync(_lease, now, default)).ConfigureAwait(false);
                return JobOutcome.HandedBack;
            default:
                return await FailAsync(failure).ConfigureAwait(false);
        }
    }

    private async Task<string> FailAsync(Exception failure)
    {
        var isFinal = failure is JobRejectedException || job.Attempts >= job.MaxAttempts;
        DateTimeOffset? retryAt = isFinal ? null : Services.Now + Backoff.Delay(
            options.FirstRetryDelay, options.MaxRetryDelay, job.Attempts, Services.Random);
        var reason = $"{failure.GetType().Name}: {failure.Message}";
        reason = reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength];
        var isRecorded = await WriteAsync(now => host.Store.Jobs.FailAsync(_lease, now, retryAt, reason, default))
            .ConfigureAwait(false);
        Report(failure, isRecorded ? retryAt : null);
        return !isRecorded ? JobOutcome.Lost : isFinal ? JobOutcome.Dead : JobOutcome.Retry;
    }

    private Task<bool> WriteAsync(Func<DateTimeOffset, Task<bool>> write) =>
        Services.Retry.RunAsync($"Recording the end of job {job.Id}", () => write(Services.Now));

    private void Report(Exception? failure, DateTimeOffset? retryAt)
    {
        if (failure is not null)
        {
            options.OnFailure?.Invoke(new JobFailure(job.Id, job.Kind, job.Attempts, failure, retryAt));
        }
    }
}
