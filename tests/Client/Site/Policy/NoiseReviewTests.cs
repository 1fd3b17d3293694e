using Tapestry.Client.Site.Policy;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Client.Tests.Site.Policy;

/// <summary>A ticket's noise must be enough for the member and what the ticket claims it is.</summary>
public sealed class NoiseReviewTests
{
    private const double Clip = 2;
    private static readonly RoundTicket Plain = TinyRun.Ticket(1, TinyRun.Manifest(TinyRun.Start(1), new Dictionary<Sha256Digest, byte[]>()));
    private static readonly RoundNoise Good = new(20, 3, 2, Plain.Base.ParameterCount, 1);

    public static TheoryData<RoundNoise, string> Claims => new()
    {
        { Good with { Dimension = 7 }, "The noise is for 7 coordinates" },
        { Good with { FewestSurvivors = 4, Sites = 3 }, "The noise needs 4 survivors; the quorum is 3" },
        { Good with { Sites = 3 }, "the member assumes that 1 of 4 collude" },
        { Good with { Shortening = 0.99 }, "clip and weight cap allow" },
    };

    [Fact]
    public void Noise_that_is_what_it_claims_is_taken() => Assert.Null(Review(Ticket(Good), new SitePolicy { RequiresNoise = true }));

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_false_claim_is_refused_whatever_the_policy(RoundNoise noise, string why) =>
        Assert.Contains(why, Review(Ticket(noise), new SitePolicy()), StringComparison.Ordinal);

    [Fact]
    public void A_member_that_asks_for_noise_refuses_a_sum_without()
    {
        var secure = Ticket(Good) with { Secure = Ticket(Good).Secure! with { Noise = null } };

        Assert.Null(Review(secure, new SitePolicy()));
        Assert.Contains("without noise", Review(secure, new SitePolicy { RequiresNoise = true }), StringComparison.Ordinal);
        Assert.Contains("without noise", Review(Plain, new SitePolicy { MinimumNoiseMultiplier = 0.1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Less_noise_than_the_members_floor_is_refused()
    {
        var longest = new RoundingNormBound(Clip / RoundNoise.Granularity, Plain.Base.ParameterCount).L2;
        var multiplier = Math.Sqrt(Good.Sites) * Good.Deviation / longest;

        Assert.Null(Review(Ticket(Good), new SitePolicy { MinimumNoiseMultiplier = multiplier * 0.999 }));
        Assert.Contains(
            "the member asks for", Review(Ticket(Good), new SitePolicy { MinimumNoiseMultiplier = multiplier * 1.001 }),
            StringComparison.Ordinal);
    }

    private static string? Review(RoundTicket ticket, SitePolicy policy) => TicketReview.ReasonToRefuse(
        ticket, new DatasetDeclaration { Name = "letters", Category = DataCategory.Open }, policy);

    private static RoundTicket Ticket(RoundNoise noise)
    {
        var bound = new RoundingNormBound(Clip / RoundNoise.Granularity, Plain.Base.ParameterCount);
        return Plain with
        {
            Policy = Plain.Policy with { Quorum = 3 },
            Invited = [.. Enumerable.Range(0, 4).Select(site => new SiteId($"site-{site}"))],
            Secure = new SecureAggregationTicket
            {
                BitsPerCoordinate = 16,
                ClipNorm = Clip,
                Granularities = [.. Plain.Base.Shards.Select(_ => RoundNoise.Granularity)],
                RotationSeed = Sha256Digest.Of([1]),
                DropoutPerMille = 333,
                CorruptionPerMille = 333,
                StepDeadline = TimeSpan.FromMinutes(1),
                MaximumAttempts = 1,
                IdentityKeys = new Dictionary<SiteId, IdentityKey>(),
                SideValues = [],
                Noise = new SiteLevelNoise
                {
                    Granularity = RoundNoise.Granularity,
                    FewestSurvivors = noise.FewestSurvivors,
                    Mechanism = new DistributedDiscreteGaussianRelease(
                        noise.Deviation, noise.Sites, noise.Dimension, bound.L2 * noise.Shortening, bound.L1 * noise.Shortening),
                },
            },
        };
    }

    /// <summary>What a ticket says of its noise, in the numbers that a case varies.</summary>
    public sealed record RoundNoise(double Deviation, int FewestSurvivors, int Sites, long Dimension, double Shortening)
    {
        internal const float Granularity = 0.125f;
    }
}
