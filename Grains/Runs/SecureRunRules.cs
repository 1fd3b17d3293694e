using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Ledger;

namespace Tapestry.Grains.Runs;

/// <summary>What a secure run's definition must hold beyond that of any run.</summary>
internal static class SecureRunRules
{
    private const int MostMembers = 1024;
    private const int MostAttempts = 64;

    /// <summary>Checks the plan.</summary>
    /// <exception cref="RunException">A value is out of range, or a member has no identity key.</exception>
    public static void Check(SecureAggregationPlan plan, RunDefinition definition, ConsortiumView consortium)
    {
        var sites = definition.Sites.Count;
        Require(sites is >= 2 and <= MostMembers, "sites of a secure run", sites, $"2 to {MostMembers}");
        var bits = plan.BitsPerCoordinate;
        Require(bits is >= 2 and <= 32, "bits a coordinate", bits, "2 to 32");
        Require(LargestMagnitude(bits, sites) >= 1, "bits a coordinate", bits, $"enough for the sum of {sites} sites: raise it");
        Require(double.IsFinite(plan.ClipNorm) && plan.ClipNorm > 0, "clip norm", plan.ClipNorm, "finite and above 0");
        Require(plan.DropoutPerMille is >= 0 and <= 1000, "tolerated dropout", plan.DropoutPerMille, "0 to 1000 thousandths");
        Require(plan.CorruptionPerMille is >= 0 and <= 333, "tolerated corruption", plan.CorruptionPerMille, "0 to 333 thousandths");
        Require(plan.MaximumAttempts is >= 1 and <= MostAttempts, "handshakes a round", plan.MaximumAttempts, $"1 to {MostAttempts}");
        Require(
            plan.StepDeadline > TimeSpan.Zero && plan.StepDeadline <= RunLimits.Deadline, "step deadline", plan.StepDeadline,
            $"above 0 to {RunLimits.Deadline.TotalDays} days");
        if (plan.Noise is { } noise)
        {
            CheckNoise(noise, definition, consortium.Policy);
        }

        foreach (var site in definition.Sites)
        {
            var key = consortium.Members.First(member => member.Site == site).IdentityKey;
            Require(key is not null, $"identity key of '{site}'", "absent", "on the roster before the run is created");
        }
    }

    private static void CheckNoise(SiteLevelNoise noise, RunDefinition definition, CharterPolicy policy)
    {
        LedgerRules.Check(new LedgerRelease(noise.Mechanism));
        Require(float.IsNormal(noise.Granularity) && noise.Granularity > 0, "granularity", noise.Granularity, "finite and above 0");
        var parameters = definition.InitialBase.ParameterCount;
        Require(noise.Mechanism.Dimension == parameters, "dimension of the noise", noise.Mechanism.Dimension, $"{parameters}, that of the base");
        Require(
            noise.FewestSurvivors >= noise.Mechanism.Sites && noise.FewestSurvivors <= policy.Quorum,
            "fewest survivors under noise", noise.FewestSurvivors,
            $"{noise.Mechanism.Sites}, the noises that are counted on, to {policy.Quorum}, the charter's quorum");
    }

    /// <summary>Identity keys of the sites, in ordinal order.</summary>
    public static IReadOnlyDictionary<SiteId, IdentityKey> KeysOf(IReadOnlyList<SiteId> sites, ConsortiumView consortium)
    {
        var keys = new SortedDictionary<SiteId, IdentityKey>(Comparer<SiteId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));
        foreach (var member in consortium.Members.Where(member => sites.Contains(member.Site)))
        {
            keys.Add(member.Site, member.IdentityKey!.Value);
        }

        return keys;
    }

    /// <summary>Largest magnitude of one site's integers with which the sum of all cannot wrap.</summary>
    public static long LargestMagnitude(int bits, int sites) => ((1L << (bits - 1)) - 1) / sites;

    private static void Require(bool holds, string name, object value, string rule) =>
        RunDefinitionRules.Require(holds, name, value, rule);
}
