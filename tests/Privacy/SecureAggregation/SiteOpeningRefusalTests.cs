using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

/// <summary>What a site refuses before it takes part.</summary>
public sealed class SiteOpeningRefusalTests
{
    private static readonly SecureRoundParameters Sound = TestParameters.For(5);

    [Fact]
    public void Sound_parameters_are_taken() => Assert.Equal(SitePhase.Advertised, Begin(Sound).Phase);

    [Fact]
    public void Another_base() =>
        AssertRefused(SiteRefusalReason.DifferentBase, Sound with { BaseHash = Hash256.Of("other"u8) });

    [Fact]
    public void Another_run() => AssertRefused(SiteRefusalReason.CrossBound, Sound with { Run = "run-b" });

    [Fact]
    public void Another_round() => AssertRefused(SiteRefusalReason.CrossBound, Sound with { Round = 4 });

    [Fact]
    public void Another_policy() => AssertRefused(SiteRefusalReason.CrossBound, Sound with { PolicyVersion = 8 });

    [Fact]
    public void A_cohort_below_its_own_minimum() => AssertRefused(SiteRefusalReason.CohortTooSmall, Sound, minimum: 6);

    [Fact]
    public void A_peer_that_it_did_not_pin() => AssertRefused(
        SiteRefusalReason.NotOnPinnedRoster, Sound, policy => policy with
        {
            PinnedRoster = policy.PinnedRoster.Where(entry => entry.Key != TestParameters.Site(3)).ToDictionary(),
        });

    [Fact]
    public void A_peer_whose_key_is_not_the_pinned_one() => AssertRefused(
        SiteRefusalReason.NotOnPinnedRoster,
        Sound with
        {
            Members = [.. Sound.Members.Select((member, index) =>
                index == 3 ? member with { IdentityKey = Identities.Of(77).PublicKey } : member)],
        });

    [Fact]
    public void A_cohort_without_itself()
    {
        var others = TestParameters.For(6);
        var refusal = Assert.Throws<SiteRefusalException>(() => SiteSession.Begin(
            Environment(others) with { Site = "site-9999" }, others.Encode(), TestParameters.Expectation()));
        Assert.Equal(SiteRefusalReason.SelfMissing, refusal.Reason);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void A_threshold_that_an_active_operator_defeats(int threshold) =>
        AssertRefused(SiteRefusalReason.UnsoundParameters, Sound with { Threshold = threshold });

    [Fact]
    public void A_graph_that_nobody_planned() => AssertRefused(
        SiteRefusalReason.UnsoundParameters, Sound with { Graph = Sound.Graph with { ShareThreshold = 2 } });

    [Fact]
    public void A_graph_for_fewer_colluding_members()
    {
        var sparse = TestParameters.For(40);
        AssertRefused(
            SiteRefusalReason.WeakGraph, sparse with { Graph = GraphPlanner.Plan(40, sparse.Threshold, 100) });
    }

    [Fact]
    public void Weights_that_do_not_add_up() => AssertRefused(
        SiteRefusalReason.UnsoundParameters,
        Sound with { Members = [.. Sound.Members.Select(member => member with { Weight = new GovernedWeight(1) })] });

    [Fact]
    public void A_weight_of_zero() => AssertRefused(
        SiteRefusalReason.CouldOverflow,
        Sound with { Members = [.. Sound.Members.Select(member => member with { Weight = default })] });

    [Theory]
    [InlineData(12, 410, 1f)]
    [InlineData(1, 1, 1f)]
    [InlineData(33, 1, 1f)]
    [InlineData(12, 0, 1f)]
    [InlineData(12, 409, 0f)]
    [InlineData(12, 409, -1f)]
    [InlineData(12, 409, float.NaN)]
    [InlineData(12, 409, float.PositiveInfinity)]
    public void A_bound_a_width_or_a_scale_with_which_the_sum_could_wrap(int bits, long bound, float scale) => AssertRefused(
        SiteRefusalReason.CouldOverflow,
        Sound with { Shards = [new MaskedShard { ElementCount = 4, Bits = bits, MaxMagnitude = bound, Scale = scale }] });

    [Fact]
    public void The_largest_bound_that_cannot_wrap_is_taken() => Assert.Equal(
        SitePhase.Advertised,
        Begin(Sound with { Shards = [new MaskedShard { ElementCount = 4, Bits = 12, MaxMagnitude = 409, Scale = 1 }] }).Phase);

    [Fact]
    public void A_side_vector_whose_sum_could_wrap() => AssertRefused(
        SiteRefusalReason.CouldOverflow,
        Sound with { SideVector = new SideVectorLayout { Bits = 3, Fields = Sound.SideVector!.Fields } });

    [Fact]
    public void Members_out_of_order_or_twice()
    {
        AssertRefused(SiteRefusalReason.UnsoundParameters, Sound with { Members = [.. Sound.Members.Reverse()] });
        AssertRefused(
            SiteRefusalReason.UnsoundParameters,
            Sound with { Members = [.. Sound.Members.Select(member => member with { IdentityKey = Identities.Of(0).PublicKey })] });
    }

    [Fact]
    public void Parameters_of_an_unknown_version()
    {
        var bytes = Sound.Encode();
        bytes[4] = 2;
        var refusal = Assert.Throws<SiteRefusalException>(
            () => SiteSession.Begin(Environment(Sound), bytes, TestParameters.Expectation()));
        Assert.Equal(SiteRefusalReason.UnknownVersion, refusal.Reason);
    }

    private static SiteEnvironment Environment(SecureRoundParameters parameters, int minimum = 2) => new()
    {
        Site = TestParameters.Site(0),
        Signer = Identities.Of(0),
        Policy = TestParameters.Policy(TestParameters.For(parameters.Members.Count), minimum),
        Random = new SeededBytes(1),
        Verifier = new SignatureVerifier(),
    };

    private static SiteSession Begin(SecureRoundParameters parameters) => SiteSession.Begin(
        Environment(parameters), ParametersCodec.Encode(parameters), TestParameters.Expectation()).Session;

    private static void AssertRefused(
        SiteRefusalReason reason, SecureRoundParameters parameters, Func<SitePolicy, SitePolicy>? change = null, int minimum = 2)
    {
        var environment = Environment(parameters, minimum);
        environment = environment with { Policy = change?.Invoke(environment.Policy) ?? environment.Policy };
        var refusal = Assert.Throws<SiteRefusalException>(() => SiteSession.Begin(
            environment, ParametersCodec.Encode(parameters), TestParameters.Expectation()));
        Assert.Equal(reason, refusal.Reason);
    }
}
