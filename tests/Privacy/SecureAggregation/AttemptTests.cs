using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class AttemptTests
{
    [Fact]
    public void Whoever_withholds_its_nonce_is_named_and_the_others_begin_again_without_it()
    {
        var first = TestRound.Begin(TestParameters.For(34));
        first.Play(_ => true);
        first.Play(member => member != 33);
        Assert.Equal(AbandonReason.NonceWithheld, first.Region.AbandonReason);
        Assert.Equal([33], first.Region.Blamed);

        var parameters = TestParameters.For(33, attempt: 2);
        var site = TestSite.Begin(parameters, 0, 2, first.Verifier, first.Sites[0].Disk);

        Assert.Equal(SitePhase.Advertised, site.Session.Phase);
    }

    [Fact]
    public void Whoever_deals_no_shares_on_a_sparse_graph_is_named_too()
    {
        var round = TestRound.Begin(TestParameters.For(33));
        round.PlayUntil(RegionPhase.DealingShares);
        round.Play(member => member != 7);

        Assert.Equal(AbandonReason.SharesWithheld, round.Region.AbandonReason);
        Assert.Equal([7], round.Region.Blamed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_attempt_that_is_not_newer_is_refused(int attempt)
    {
        var round = TestRound.Begin(TestParameters.For(3, attempt: 2));

        var refusal = Assert.Throws<SiteRefusalException>(
            () => TestSite.Begin(TestParameters.For(3, attempt), 0, 2, round.Verifier, round.Sites[0].Disk));

        Assert.Equal(SiteRefusalReason.AttemptNotNewer, refusal.Reason);
    }

    [Fact]
    public void The_state_of_another_round_is_no_earlier_attempt()
    {
        var round = TestRound.Begin(TestParameters.For(3) with { Round = TestParameters.Round }, 1);
        var other = TestParameters.For(3, attempt: 2);
        var expected = TestParameters.Expectation() with { Round = 9 };

        var refusal = Assert.Throws<SiteRefusalException>(() => SiteSession.Begin(
            round.Sites[0].Environment, (other with { Round = 9 }).Encode(), expected, round.Sites[0].Disk));

        Assert.Equal(SiteRefusalReason.CrossBound, refusal.Reason);
    }

    [Fact]
    public void Keys_of_two_attempts_differ()
    {
        var first = TestSite.Begin(TestParameters.For(3), 0, 1, new(), null);
        var second = TestSite.Begin(TestParameters.For(3, attempt: 2), 0, 2, new(), first.Disk);

        Assert.NotEqual(first.Sent[0][200..300], second.Sent[0][200..300]);
        Assert.Equal(SecureRoundParameters.MaxAttempts, 64);
    }
}
