using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tapestry.Actors.Telemetry;

/// <summary>Where the grain host reports; it costs next to nothing while nobody listens. docs/telemetry.md lists everything.</summary>
public static class ActorsTelemetry
{
    /// <summary>Name of its meter and of its activity source.</summary>
    public const string Name = "Tapestry.Actors";

    internal const string GrainType = "tapestry.grain.type";
    internal const string GrainMethod = "tapestry.grain.method";
    internal const string GrainTries = "tapestry.grain.call.tries";
    internal const string JobKind = "tapestry.job.kind";
    internal const string JobId = "tapestry.job.id";
    internal const string JobAttempt = "tapestry.job.attempt";
    internal const string JobResult = "tapestry.job.outcome";
    internal const string ReminderResult = "tapestry.reminder.outcome";

    /// <summary>What went wrong, by its type; absent when nothing did. Of OpenTelemetry's conventions.</summary>
    internal const string ErrorType = "error.type";

    internal static readonly Meter Meter = new(Name);

    internal static readonly ActivitySource Source = new(Name);
}
