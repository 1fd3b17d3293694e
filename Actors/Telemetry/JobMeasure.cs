using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tapestry.Actors.Hosting;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Telemetry;

/// <summary>One run of a job as durations and a span, which is a child of the call that queued the job, on any silo.</summary>
internal sealed class JobMeasure : IDisposable
{
    private static readonly Histogram<double> Duration = ActorsTelemetry.Meter.CreateDurations(
        "tapestry.job.duration", Durations.OfWork, "Time of one run of a job, from its claim to the record of its end.");

    private static readonly Histogram<double> Wait = ActorsTelemetry.Meter.CreateDurations(
        "tapestry.job.queue.duration", Durations.OfWork, "Time from when a job could run to its claim.");

    private readonly HostServices _services;
    private readonly JobRow _job;
    private readonly long _started;
    private readonly Activity? _span;

    /// <summary>Begins to measure a claimed job; the span is the current one until the caller's async method ends.</summary>
    public JobMeasure(HostServices services, JobRow job)
    {
        _services = services;
        _job = job;
        _started = services.Time.GetTimestamp();
        if (Wait.Enabled)
        {
            var due = job.NotBefore > job.QueuedAt ? job.NotBefore : job.QueuedAt;
            Wait.Record(Math.Max(0, (services.Now - due).TotalSeconds), Kind);
        }

        _span = ActorsTelemetry.Source.HasListeners() ? StartSpan(job) : null;
    }

    /// <summary>One of <see cref="JobOutcome"/>.</summary>
    public string Outcome { get; set; } = JobOutcome.Unrecorded;

    /// <summary>Why the run failed; null when it did not.</summary>
    public Exception? Failure { get; set; }

    private KeyValuePair<string, object?> Kind => new(ActorsTelemetry.JobKind, _job.Kind);

    public void Dispose()
    {
        if (Duration.Enabled)
        {
            var tags = new TagList
            {
                Kind, { ActorsTelemetry.JobResult, Outcome }, { ActorsTelemetry.JobAttempt, _job.Attempts },
            };
            if (Failure is not null)
            {
                tags.Add(ActorsTelemetry.ErrorType, Failure.GetType().FullName);
            }

            Duration.Record(_services.Time.GetElapsedTime(_started).TotalSeconds, tags);
        }

        if (_span is not null)
        {
            SpanEnd.Stop(_span.SetTag(ActorsTelemetry.JobResult, Outcome), Failure);
        }
    }

    private static Activity? StartSpan(JobRow job)
    {
        ActivityContext.TryParse(job.TraceParent, traceState: null, isRemote: true, out var queuedBy);
        return ActorsTelemetry.Source.StartActivity($"job {job.Kind}", ActivityKind.Consumer, queuedBy)
            ?.SetTag(ActorsTelemetry.JobKind, job.Kind)
            .SetTag(ActorsTelemetry.JobId, job.Id.ToString())
            .SetTag(ActorsTelemetry.JobAttempt, job.Attempts);
    }
}
