using System.Text.Json;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Sites.Events;

namespace Tapestry.Faults.Tests.Records;

/// <summary>What must hold of a region's record whatever befell the region.</summary>
internal static class RegionInvariants
{
    private const string Received = "contribution-received";
    private const string Closed = "contributions-closed";
    private const string Certified = "round-certified";
    private const string Abandoned = "round-abandoned";

    /// <summary>A sentence for everything that does not hold.</summary>
    /// <param name="record">The record.</param>
    /// <param name="baseDigest">What the run makes without faults.</param>
    public static IReadOnlyList<string> Violations(RegionRecord record, string baseDigest) =>
    [
        .. Chains(record),
        .. record.Rounds.SelectMany(round => OfRound(record, round)),
        .. Counts(record),
        .. Lineage(record),
        .. record.BaseDigest == baseDigest ? (string[])[] : [$"the Shared Base is {record.BaseDigest} and not {baseDigest}"],
    ];

    private static IEnumerable<string> Chains(RegionRecord record)
    {
        if (EventChainVerifier.FindBreak(record.Events) is { } broken)
        {
            yield return $"event {broken.Event.Sequence} of {broken.Event.Stream} breaks its chain";
        }
    }

    /// <summary>Every round ends once, by certificate or by rule, and nothing is written to it afterwards.</summary>
    private static IEnumerable<string> OfRound(RegionRecord record, RoundView round)
    {
        var id = round.Ticket.Round;
        var own = record.Events.Where(recorded => recorded.Stream == $"round/{id}").ToList();
        var names = own.ConvertAll(recorded => recorded.Name);
        foreach (var once in new[] { "round-opened", "cohort-fixed", Closed }.Where(name => names.Count(other => other == name) > 1))
        {
            yield return $"round {id} has {once} more than once";
        }

        var ends = names.Count(name => name is Certified or Abandoned);
        if (ends != 1 || round.Phase is not (RoundPhase.Certified or RoundPhase.Abandoned))
        {
            yield return $"round {id} is {round.Phase} and ended {ends} times";
        }

        if (names.Count > 0 && names[^1] is not (Certified or Abandoned))
        {
            yield return $"round {id}: {names[^1]} was written after its end";
        }

        if (names.Contains(Closed) && names.LastIndexOf(Received) > names.IndexOf(Closed))
        {
            yield return $"round {id}: a contribution was taken after they were closed";
        }

        foreach (var violation in round.Certificate is { } paper ? OfCertificate(round, paper, own) : [])
        {
            yield return $"round {id}: {violation}";
        }
    }

    /// <summary>A certificate counts each site once, with the frames that are on record as received, each once.</summary>
    private static IEnumerable<string> OfCertificate(RoundView round, RoundCertificate paper, List<RecordedEvent> own)
    {
        var received = own.Where(recorded => recorded.Name == Received).Select(Payload<ContributionReceived>).ToList();
        foreach (var twice in received.GroupBy(taken => (taken.Site, taken.Shard)).Where(taken => taken.Count() > 1))
        {
            yield return $"shard {twice.Key.Shard} of {twice.Key.Site} was received {twice.Count()} times";
        }

        foreach (var twice in paper.Merged.GroupBy(member => member.Site).Where(member => member.Count() > 1))
        {
            yield return $"{twice.Key} counts {twice.Count()} times";
        }

        if (paper.Merged.SelectMany(member => member.Contributions.Select(frame => new ContributionReceived(member.Site, frame.Key, frame.Value)))
            .Except(received).FirstOrDefault() is { } unknown)
        {
            yield return $"the certificate counts shard {unknown.Shard} of {unknown.Site}, which is not on record";
        }

        if (round.Dropped.Count == 0 && paper.Merged.Sum(member => member.Weight) != 1)
        {
            yield return "the weights do not add up to 1";
        }

        var merged = own.Count(recorded => recorded.Name == "shard-merged");
        if (merged != paper.Outputs.Count)
        {
            yield return $"{paper.Outputs.Count} shards were merged {merged} times";
        }
    }

    /// <summary>A site's own record counts every certified round that merged it, once.</summary>
    private static IEnumerable<string> Counts(RegionRecord record)
    {
        var counted = record.Events.Where(recorded => recorded.Name == "contribution-counted")
            .Select(recorded => (Site: recorded.Stream["site/".Length..], Payload<ContributionCounted>(recorded).Round)).ToList();
        foreach (var twice in counted.GroupBy(count => count).Where(count => count.Count() > 1))
        {
            yield return $"{twice.Key.Site} is credited {twice.Count()} times for round {twice.Key.Round}";
        }

        var merged = record.Rounds.Where(round => round.Certificate is not null)
            .SelectMany(round => round.Certificate!.Merged.Select(member => (Site: member.Site.Value, round.Ticket.Round)));
        foreach (var missing in merged.Except(counted))
        {
            yield return $"{missing.Site} is not credited for round {missing.Round}";
        }
    }

    /// <summary>Each certified round starts from the base of the one before, and the run's base is the last one's.</summary>
    private static IEnumerable<string> Lineage(RegionRecord record)
    {
        var standing = record.Run.Definition.InitialBase.Digest();
        foreach (var paper in record.Rounds.Select(round => round.Certificate).OfType<RoundCertificate>())
        {
            if (paper.BaseBefore != standing || paper.BaseAfter != new BaseManifest(paper.Outputs).Digest())
            {
                yield return $"round {paper.Round} does not go from the base before it to its own outputs";
            }

            standing = paper.BaseAfter;
        }

        if (standing != record.Run.Base.Digest())
        {
            yield return "the run's base is not that of its last certified round";
        }
    }

    private static T Payload<T>(RecordedEvent recorded) =>
        JsonSerializer.Deserialize<T>(recorded.Payload.Span, JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"Event {recorded.Position} has no payload.");
}
