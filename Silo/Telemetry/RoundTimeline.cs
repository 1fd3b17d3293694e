using System.Diagnostics;
using System.Text.Json;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;

namespace Tapestry.Silo.Telemetry;

/// <summary>An ended round in time, read from its own events: whichever silos took part, it is told once and whole.</summary>
internal sealed record RoundTimeline
{
    private const string Contributing = "contributing";
    private const string StreamPrefix = "round/";

    public required RoundId Round { get; init; }

    public required ActivityContext Trace { get; init; }

    public required bool IsCertified { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>In their order; each begins where the one before ended.</summary>
    public required IReadOnlyList<TimedPhase> Phases { get; init; }

    /// <summary>Reads the events of a round's stream; null when they do not reach from its opening to its end.</summary>
    public static RoundTimeline? Of(IReadOnlyList<RecordedEvent> events)
    {
        if (events is not [{ Name: RoundEventNames.Opened } opened, ..] || events.FirstOrDefault(IsEnd) is not { } end)
        {
            return null;
        }

        var payload = Read(opened);
        return new RoundTimeline
        {
            Round = RoundId.Parse(opened.Stream[StreamPrefix.Length..]),
            Trace = RoundTrace.Of(Sha256Digest.Parse(payload.GetProperty("ticket").GetString()!)),
            IsCertified = end.Name == RoundEventNames.Certified,
            From = opened.RecordedAt,
            To = end.RecordedAt,
            Phases = PhasesOf(events, end),
        };
    }

    private static bool IsEnd(RecordedEvent recorded) => recorded.Name is RoundEventNames.Certified or RoundEventNames.Abandoned;

    private static List<TimedPhase> PhasesOf(IReadOnlyList<RecordedEvent> events, RecordedEvent end)
    {
        var begun = events.Select(Begins).OfType<TimedPhase>().ToArray();
        var phases = new List<TimedPhase>();
        for (var i = 0; i < begun.Length; i++)
        {
            var next = i + 1 < begun.Length ? begun[i + 1] : null;

            // A secure round's handshake begins in the transaction that fixes the cohort: nobody contributes in between.
            if (begun[i].Name != Contributing || next?.Attempt is null)
            {
                phases.Add(begun[i] with { To = next?.From ?? end.RecordedAt });
            }
        }

        return phases;
    }

    private static TimedPhase? Begins(RecordedEvent recorded) => recorded.Name switch
    {
        RoundEventNames.Opened => Beginning("training", recorded),
        RoundEventNames.CohortFixed => Beginning(Contributing, recorded),
        RoundEventNames.HandshakeStepOpened => Step(recorded),
        RoundEventNames.ContributionsClosed => Beginning("merging", recorded),
        _ => null,
    };

    private static TimedPhase Step(RecordedEvent recorded)
    {
        var payload = Read(recorded);
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(payload.GetProperty("step").GetString()!);
        return Beginning(name, recorded) with { Attempt = payload.GetProperty("attempt").GetInt32() };
    }

    private static TimedPhase Beginning(string name, RecordedEvent recorded) => new(name, null, recorded.RecordedAt, recorded.RecordedAt);

    private static JsonElement Read(RecordedEvent recorded)
    {
        using var document = JsonDocument.Parse(recorded.Payload);
        return document.RootElement.Clone();
    }
}
