using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tapestry.Actors.Telemetry;

namespace Tapestry.Silo.Telemetry;

/// <summary>Reports an ended round: its times, and a span with a child for each phase.</summary>
internal static class RoundReport
{
    private static readonly Histogram<double> Duration = SiloTelemetry.Meter.CreateDurations(
        "tapestry.round.duration", Durations.OfWork, "Time of a round from its opening to its end; reported at its end.");

    private static readonly Histogram<double> PhaseDuration = SiloTelemetry.Meter.CreateDurations(
        "tapestry.round.phase.duration", Durations.OfWork, "Time of one phase of a round; reported at the round's end.");

    /// <summary>Whether anybody wants to know.</summary>
    public static bool IsWanted => Duration.Enabled || PhaseDuration.Enabled || SiloTelemetry.Source.HasListeners();

    public static void Tell(RoundTimeline round)
    {
        var run = new KeyValuePair<string, object?>(SiloTelemetry.Run, round.Round.Run.Value);
        foreach (var phase in round.Phases)
        {
            PhaseDuration.Record((phase.To - phase.From).TotalSeconds, run, new(SiloTelemetry.Phase, phase.Name));
        }

        Duration.Record((round.To - round.From).TotalSeconds, run, new(SiloTelemetry.RoundResult, Outcome(round)));
        TellSpans(round);
    }

    private static string Outcome(RoundTimeline round) => round.IsCertified ? "certified" : "abandoned";

    private static void TellSpans(RoundTimeline round)
    {
        using var span = SiloTelemetry.Source.StartActivity("round", ActivityKind.Internal, round.Trace, startTime: round.From);
        if (span is null)
        {
            return;
        }

        span.SetTag(SiloTelemetry.Run, round.Round.Run.Value)
            .SetTag(SiloTelemetry.Round, round.Round.Number)
            .SetTag(SiloTelemetry.RoundResult, Outcome(round));
        if (!round.IsCertified)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        foreach (var phase in round.Phases)
        {
            TellSpan(span, phase);
        }

        span.SetEndTime(round.To.UtcDateTime);
    }

    private static void TellSpan(Activity round, TimedPhase phase)
    {
        using var span = SiloTelemetry.Source.StartActivity(
            $"phase {phase.Name}", ActivityKind.Internal, round.Context, startTime: phase.From);
        span?.SetTag(SiloTelemetry.Phase, phase.Name);
        if (phase.Attempt is { } attempt)
        {
            span?.SetTag(SiloTelemetry.Attempt, attempt);
        }

        span?.SetEndTime(phase.To.UtcDateTime);
    }
}
