using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

/// <summary>The graph's seed: nobody may choose it after seeing what it leads to.</summary>
public sealed class SparseRefusalTests
{
    private readonly TestRound _round = TestRound.Begin(TestParameters.For(33));

    [Fact]
    public void A_nonce_that_was_not_committed_to_or_is_withheld()
    {
        _round.PlayUntil(RegionPhase.RevealingNonces);
        foreach (var member in _round.Region.Awaited)
        {
            _round.Answer(member);
        }

        var nonces = _round.Sites.Select(site => site.Sent[1]).ToList();
        var own = NonceReveal.Decode(Envelope.Open(nonces[5]).Body);
        var other = Forgery.FromMember(
            _round.Parameters, MessageKind.NonceReveal, 5, Party.Everyone, (own with { Nonce = new byte[32] }).Encode());
        var elsewhere = Forgery.FromMember(
            _round.Parameters, MessageKind.NonceReveal, 5, Party.Everyone, (own with { Advertisements = default }).Encode());

        AssertRefused([.. nonces.Select((nonce, member) => member == 5 ? other : nonce)]);
        AssertRefused([.. nonces.Select((nonce, member) => member == 5 ? elsewhere : nonce)]);
        AssertRefused([.. nonces.Where((_, member) => member != 5)]);
        AssertRefused(RegionRefusalReason.CommitmentBroken, other);
        AssertRefused(RegionRefusalReason.DifferentView, elsewhere);
    }

    [Fact]
    public void A_delivery_that_hides_a_dealer_from_one_site()
    {
        // Told of different dealers, a site would mask with fewer neighbours than the plan counts on.
        _round.PlayUntil(RegionPhase.CollectingInputs);
        var delivery = ShareDelivery.Decode(Envelope.Open(_round.Region.MessageFor(0)!).Body, 33);
        var neighbour = delivery.Entries.First(entry => entry.Peer != 0).Peer;
        var hiding = delivery with
        {
            Sharers = delivery.Sharers.Without(new MemberSet([neighbour])),
            Entries = [.. delivery.Entries.Where(entry => entry.Peer != neighbour)],
        };
        Assert.True(hiding.Sharers.Count >= _round.Parameters.Threshold);

        var refusal = Assert.Throws<SiteRefusalException>(() => _round.Sites[0].Session.Receive(
            Forgery.FromRegion(_round.Parameters, MessageKind.ShareDelivery, 0, hiding.Encode())));

        Assert.Equal(SiteRefusalReason.DealerMissing, refusal.Reason);
        _round.Sites[0].Receive(_round.Region.MessageFor(0)!);
        Assert.Equal(SitePhase.InputCommitted, _round.Sites[0].Session.Phase);
    }

    private void AssertRefused(IReadOnlyCollection<byte[]> nonces)
    {
        var refusal = Assert.Throws<SiteRefusalException>(() => _round.Sites[0].Session.Receive(
            Forgery.FromRegion(_round.Parameters, MessageKind.NonceList, 0, MessageList.Encode(nonces))));
        Assert.Equal(SiteRefusalReason.BadGraphNonce, refusal.Reason);
    }

    private void AssertRefused(RegionRefusalReason reason, byte[] nonce)
    {
        var refusal = Assert.Throws<RegionRefusalException>(() => _round.Region.Receive(nonce, _round.Verifier));
        Assert.Equal(reason, refusal.Reason);
    }
}
