using Tapestry.Actors;
using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Embedded;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>Reads what a finished run left in its region as an auditor would: from the record alone.</summary>
internal static class RegionAudit
{
    private static readonly RunId Run = new("shared-base");

    /// <summary>The first thing that does not fit together, or null.</summary>
    public static async Task<string?> FindFaultAsync(string outFolder, RunReport report)
    {
        await using var region = await EmbeddedRegion.OpenAsync(
            new EmbeddedRegionOptions { Folder = Path.Combine(outFolder, "region") }, TimeProvider.System, CancellationToken.None);
        var events = await region.Events.ReadAsync(null, 0, int.MaxValue);
        if (EventChainVerifier.FindBreak(events) is { } broken)
        {
            return $"event {broken.Event.Sequence} of {broken.Event.Stream} is broken";
        }

        var run = await region.Grains.GetGrain<IRunGrain>(Run.Value).GetAsync();
        if (run.Phase != RunPhase.Completed || run.CertifiedRounds != report.Rounds.Count)
        {
            return $"the run is {run.Phase} with {run.CertifiedRounds} certified rounds; the report has {report.Rounds.Count}";
        }

        return await FindRoundFaultAsync(region, run, events)
            ?? (await HashOfAsync(region.Blobs, run.Base) == report.SharedBaseSha256 ? null : "the report has another hash than the base");
    }

    private static async Task<string?> FindRoundFaultAsync(EmbeddedRegion region, RunView run, IReadOnlyList<RecordedEvent> events)
    {
        var standing = run.Definition.InitialBase;
        for (var number = 1; number <= run.LatestRound; number++)
        {
            var id = new RoundId(Run, number);
            var round = await region.Grains.GetGrain<IRoundGrain>(id.Value).GetAsync();
            var own = events.Where(recorded => recorded.Stream == $"round/{id}").GroupBy(recorded => recorded.Name)
                .ToDictionary(group => group.Key, group => group.Count());
            if (CertificateFault(round, standing, own) is { } fault)
            {
                return $"round {number}: {fault}";
            }

            standing = new BaseManifest(round.Certificate!.Outputs);
        }

        return standing.Digest() == run.Base.Digest() ? null : "the run's base is not the last round's";
    }

    private static string? CertificateFault(RoundView round, BaseManifest standing, Dictionary<string, int> events) => round switch
    {
        { Certificate: null } => $"is {round.Phase} without a certificate: {round.AbandonReason}",
        { Certificate: var paper } when paper.Ticket != TicketDigest.Of(round.Ticket) => "certifies another ticket",
        { Certificate: var paper } when paper.BaseBefore != standing.Digest() => "does not start from the base before it",
        { Certificate: var paper } when paper.BaseAfter != new BaseManifest(paper.Outputs).Digest() => "names other outputs than its base",
        { Certificate: var paper } when paper.Secure is not { Dropped.Count: > 0 } && paper.Merged.Sum(member => member.Weight) != 1 =>
            "has weights that do not add up to 1",
        { Certificate: var paper } when paper.Merged.Any(member => member.Contributions.Count != standing.Shards.Count + (paper.Secure is null ? 0 : 1)) =>
            "merged a site without all shards",
        _ when events["round-opened"] != 1 || events["round-certified"] != 1 => "was opened or certified twice",
        _ when events["site-ready"] != round.Ready.Count => "counts a site's report twice",
        _ when events["shard-merged"] != standing.Shards.Count => "merged a shard twice",
        _ => null,
    };

    private static async Task<string> HashOfAsync(IBlobStore blobs, BaseManifest manifest)
    {
        var bytes = new MemoryStream();
        foreach (var shard in manifest.Shards)
        {
            bytes.Write((await blobs.ReadAsync(shard.Parameters, CancellationToken.None)).Span);
        }

        return Sha256Digest.Of(bytes.ToArray()).Value;
    }
}
