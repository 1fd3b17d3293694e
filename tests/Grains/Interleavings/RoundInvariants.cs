using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Shards;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>What must hold after every step, whatever happened before; the first broken rule in words, or null.</summary>
internal static class RoundInvariants
{
    public static async Task<string?> FindBrokenAsync(IGrainFactory grains, RunId runId)
    {
        var run = await grains.GetGrain<IRunGrain>(runId.Value).GetAsync();
        var expectedBase = run.Definition.InitialBase.Digest();
        var counted = new Dictionary<SiteId, int>();
        for (var number = 1; number <= run.LatestRound; number++)
        {
            var round = await grains.GetGrain<IRoundGrain>(new RoundId(runId, number).Value).GetAsync();
            if (BrokenRule(round, expectedBase) is { } broken)
            {
                return $"round {number}: {broken}";
            }

            if (round.Certificate is { } certificate)
            {
                expectedBase = certificate.BaseAfter;
                foreach (var member in certificate.Merged)
                {
                    counted[member.Site] = counted.GetValueOrDefault(member.Site) + 1;
                }
            }
        }

        return run.Base.Digest() != expectedBase
            ? "the run's base is not that of its last certified round"
            : await BrokenElsewhereAsync(grains, run, counted);
    }

    /// <summary>Rules that one round's view can break.</summary>
    public static string? BrokenRule(RoundView round, Sha256Digest expectedBase)
    {
        if (round.Ticket.Base.Digest() != expectedBase)
        {
            return "its ticket starts from another base than the last certified one";
        }

        if (round.Phase == RoundPhase.Abandoned && round.Certificate is not null)
        {
            return "abandoned with a certificate";
        }

        if (round.Certificate is not { } certificate)
        {
            return round.Phase == RoundPhase.Certified ? "certified without a certificate" : null;
        }

        var sites = certificate.Merged.Select(member => member.Site).ToArray();
        return sites switch
        {
            _ when sites.Length < round.Ticket.Policy.Quorum => $"published with {sites.Length} sites, below its quorum",
            _ when sites.Distinct().Count() != sites.Length => "counted a site twice",
            _ when sites.Intersect(round.Declined).Any() => "counted a site that refused",
            _ when certificate.Merged.Any(m => m.Contributions.Count != Frames(round)) => "counted an incomplete contribution",
            _ when (certificate.Secure is null) != (round.Ticket.Secure is null) => "does not say how the sum was unmasked",
            _ when certificate.Secure is { } secure && sites.Intersect(secure.Dropped).Any() => "merged a site that dropped out",
            _ => BrokenWeight(certificate, round.Ticket.Policy.WeightCap),
        };
    }

    private static int Frames(RoundView round) => round.Ticket.Base.Shards.Count + (round.Ticket.Secure is null ? 0 : 1);

    /// <summary>Weights that were masked with are divided by their sum, which dropouts leave below 1.</summary>
    private static string? BrokenWeight(RoundCertificate certificate, decimal cap)
    {
        var sum = certificate.Merged.Sum(member => member.Weight);
        var isWhole = sum == 1 || (certificate.Secure is { Dropped.Count: > 0 } && sum is > 0 and < 1);
        return !isWhole ? "its weights do not add up to 1"
            : certificate.Merged.Any(member => member.Weight > cap * sum) ? "a weight is above the cap"
            : null;
    }

    private static async Task<string?> BrokenElsewhereAsync(IGrainFactory grains, RunView run, Dictionary<SiteId, int> counted)
    {
        foreach (var shard in run.Base.Shards)
        {
            var view = await grains.GetGrain<IShardGrain>(new ShardId(run.Definition.Run, shard.Index).Value).GetAsync();
            if (view.Current != shard)
            {
                return $"shard {shard.Index} is not the one of the run's base";
            }
        }

        foreach (var site in run.Definition.Sites)
        {
            var view = await grains.GetGrain<ISiteGrain>(site.Value).GetAsync();
            if (view.RoundsContributed != counted.GetValueOrDefault(site))
            {
                return $"{site} is credited with {view.RoundsContributed} rounds; certificates name it in {counted.GetValueOrDefault(site)}";
            }
        }

        return null;
    }
}
