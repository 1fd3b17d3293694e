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
