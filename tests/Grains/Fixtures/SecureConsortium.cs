using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>Messages of a small consortium whose rounds are secure; every value but the keys is a function of its arguments.</summary>
internal static class SecureConsortium
{
    public static readonly SecureAggregationPlan Plan = new()
    {
        BitsPerCoordinate = 12, ClipNorm = 4, StepDeadline = TimeSpan.FromMinutes(2), MaximumAttempts = 2,
    };

    private static readonly Dictionary<SiteId, IdentityKey> Keys = [];

    public static RunDefinition Definition(int sites, int shards = 2) => TestConsortium.Definition(sites, shards) with { Secure = Plan };

    /// <summary>A run with two shards whose rounds cost each site what the release costs.</summary>
    public static RunDefinition NoisyDefinition(int sites, LedgerRelease release) => Definition(sites) with
    {
        Secure = Plan with { Noise = Noise(release) },
    };

    public static SiteLevelNoise Noise(LedgerRelease release) => new()
    {
        Granularity = 0.125f, FewestSurvivors = 2, Mechanism = (DistributedDiscreteGaussianRelease)release.Mechanism,
    };

    public static IdentityKey KeyOf(SiteId site)
    {
        lock (Keys)
        {
            if (!Keys.TryGetValue(site, out var key))
            {
                using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                Keys[site] = key = IdentityKey.FromSubjectPublicKeyInfo(fresh.ExportSubjectPublicKeyInfo());
            }

            return key;
        }
    }

    public static Member Member(SiteId site) => new() { Site = site, DisplayName = site.Value, IdentityKey = KeyOf(site) };

    public static ProtocolDelivery Answer(SiteId site, SecureHandshake handshake, string text = "answer") => new(
        handshake.Attempt,
        handshake.Step,
        new ProtocolMessageNote(site, TestConsortium.Digest($"{text} {site} {handshake.Attempt} {handshake.Step}"), 300));

    /// <summary>What a job makes of a closing step when enough answered: the next step for those that did.</summary>
    public static SecureStepResult Closed(RoundView round, int threshold)
    {
        var handshake = round.Secure!;
        var answered = handshake.Answers.Select(answer => answer.Site).ToArray();
        var isEnough = answered.Length >= threshold;
        return new SecureStepResult
        {
            Attempt = handshake.Attempt,
            Step = handshake.Step,
            RegionState = TestConsortium.Digest($"state {handshake.Attempt} {handshake.Step} {string.Join(' ', answered)}"),
            Next = isEnough ? After(handshake.Step) : null,
            Expected = isEnough ? answered : [],
            Survivors = handshake.Step >= SecureStep.SendInputs && isEnough ? Survivors(round) : null,
            Sum = isEnough && handshake.Step == SecureStep.Unmask
                ? new UnmaskedSum(TestConsortium.Digest("record"), [new SideSum(SideValue.Tokens, 100 * answered.Length)])
                : null,
            AbandonReason = isEnough ? null : "TooFew",
        };
    }

    /// <summary>Members whose input is complete.</summary>
    public static SiteId[] Survivors(RoundView round) =>
        [.. round.Cohort.Where(member => member.Contributions.Count == round.Ticket.Base.Shards.Count + 1).Select(member => member.Site)];

    private static SecureStep? After(SecureStep step) => step switch
    {
        SecureStep.Advertise => SecureStep.DealShares,
        SecureStep.Unmask => null,
        _ => step + 1,
    };
}
