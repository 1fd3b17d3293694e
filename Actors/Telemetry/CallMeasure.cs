using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tapestry.Actors.Hosting;

namespace Tapestry.Actors.Telemetry;

/// <summary>One root call as a duration and a span; of a call that nobody measures it allocates nothing.</summary>
internal readonly struct CallMeasure
{
    private static readonly Histogram<double> Duration = ActorsTelemetry.Meter.CreateDurations(
        "tapestry.grain.call.duration", Durations.OfCalls, "Time of a grain call and its transaction, tries after conflicts included.");

    private static readonly Counter<long> Retries = ActorsTelemetry.Meter.CreateCounter<long>(
        "tapestry.grain.call.retries", "{retry}", "Transactions that were undone by a conflict, so that their call was tried again.");

    private readonly RootCall _call;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Activity? _span;

    private CallMeasure(RootCall call, TimeProvider time)
    {
        _call = call;
        _time = time;
        _started = Duration.Enabled ? time.GetTimestamp() : 0;
        _span = ActorsTelemetry.Source.HasListeners() ? StartSpan(call) : null;
    }

    /// <summary>Begins to measure; the span is the current one until the caller's async method ends.</summary>
    public static CallMeasure Start(RootCall call, TimeProvider time) => new(call, time);

    /// <summary>A conflict undid the transaction.</summary>
    public void Conflict(int attempt)
    {
        Retries.Add(1, Type, Method);
        _span?.SetTag(ActorsTelemetry.GrainTries, attempt + 1);
    }

    /// <summary>The call has ended.</summary>
    /// <param name="failure">What it threw; null when it committed.</param>
    public void End(Exception? failure = null)
    {
        if (Duration.Enabled && _started != 0)
        {
            var tags = new TagList { Type, Method };
            if (failure is not null)
            {
                tags.Add(ActorsTelemetry.ErrorType, failure.GetType().FullName);
            }

            Duration.Record(_time.GetElapsedTime(_started).TotalSeconds, tags);
        }

        if (_span is not null)
        {
            SpanEnd.Stop(_span, failure);
        }
    }

    private KeyValuePair<string, object?> Type => new(ActorsTelemetry.GrainType, _call.Grain.Type);

    private KeyValuePair<string, object?> Method => new(ActorsTelemetry.GrainMethod, _call.Method.Name);

    private static Activity? StartSpan(RootCall call) => ActorsTelemetry.Source
        .StartActivity($"{call.Grain.Type}/{call.Method.Name}")
        ?.SetTag(ActorsTelemetry.GrainType, call.Grain.Type)
        .SetTag(ActorsTelemetry.GrainMethod, call.Method.Name);
}
