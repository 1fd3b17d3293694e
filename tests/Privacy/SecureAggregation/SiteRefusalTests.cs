using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

/// <summary>What a site refuses of a hostile region or a hostile peer; site 0 is the honest one.</summary>
public sealed class SiteRefusalTests
{
    private const int Peer = 2;

    private readonly TestRound _round = TestRound.Begin(TestParameters.For(5));

    [Fact]
    public void Bytes_that_are_no_message() => AssertRefused(SiteRefusalReason.Malformed, "no message"u8.ToArray());

    [Fact]
    public void A_message_of_an_unknown_version()
    {
        _round.PlayUntil(RegionPhase.DealingShares);
        var message = _round.Region.MessageFor(0)!;
        message[4] = 9;
        AssertRefused(SiteRefusalReason.UnknownVersion, message);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("round")]
    [InlineData("attempt")]
    [InlineData("policy")]
    [InlineData("cohort")]
    public void A_message_of_another_handshake(string field)
    {
        var own = MessageBinding.Of(_round.Parameters);
        var other = field switch
        {
            "run" => own with { Run = "run-b" },
            "round" => own with { Round = 4 },
            "attempt" => own with { Attempt = 2 },
            "policy" => own with { PolicyVersion = 8 },
            _ => own with { CohortHash = Hash256.Of("other"u8) },
        };
        AssertRefused(
            SiteRefusalReason.CrossBound, Envelope.FromRegion(MessageKind.AdvertisementList, other, 0, Advertisements()));
    }

    [Fact]
    public void A_message_for_another_base() => AssertRefused(
        SiteRefusalReason.DifferentBase,
        Envelope.FromRegion(
            MessageKind.AdvertisementList,
            MessageBinding.Of(_round.Parameters) with { BaseHash = Hash256.Of("other"u8) },
            0,
            Advertisements()));

    [Fact]
    public void A_message_for_another_site() => AssertRefused(
        SiteRefusalReason.CrossBound, FromRegion(MessageKind.AdvertisementList, Advertisements(), receiver: 1));

    [Fact]
    public void A_message_of_a_peer_in_place_of_the_region() =>
        AssertRefused(SiteRefusalReason.CrossBound, _round.Sites[Peer].Sent[0]);

    [Fact]
    public void A_step_that_is_over_and_one_that_has_not_come()
    {
        AssertRefused(
            SiteRefusalReason.OutOfOrder, FromRegion(MessageKind.SurvivorProposal, new SurvivorProposal(All()).Encode()));
        _round.PlayUntil(RegionPhase.DealingShares);
        var list = _round.Region.MessageFor(0)!;
        _round.Answer(0);
        AssertRefused(SiteRefusalReason.Replayed, list);
    }

    [Fact]
    public void An_advertisement_signed_by_somebody_else()
    {
        var forged = Forgery.FromMember(
            _round.Parameters, MessageKind.Advertisement, Peer, Party.Everyone, Body(Peer).Encode(), signer: 3);
        AssertRefused(SiteRefusalReason.BadSignature, List(forged));
    }

    [Fact]
    public void An_advertisement_of_an_earlier_attempt_in_the_list()
    {
        var old = TestRound.Begin(TestParameters.For(5, attempt: 2)).Sites[Peer].Sent[0];
        AssertRefused(SiteRefusalReason.CrossBound, List(old));
    }

    [Fact]
    public void A_member_twice_in_the_list() => AssertRefused(
        SiteRefusalReason.Malformed,
        FromRegion(MessageKind.AdvertisementList, MessageList.Encode([.. Sent(), _round.Sites[1].Sent[0]])));

    [Fact]
    public void Too_few_advertisements() => AssertRefused(
        SiteRefusalReason.CohortTooSmall, FromRegion(MessageKind.AdvertisementList, MessageList.Encode([.. Sent().Take(3)])));

    [Fact]
    public void A_list_without_its_own_advertisement() => AssertRefused(
        SiteRefusalReason.SelfMissing, FromRegion(MessageKind.AdvertisementList, MessageList.Encode([.. Sent().Skip(1)])));

    [Fact]
    public void One_key_for_two_purposes_or_two_members()
    {
        var own = Body(Peer);
        AssertRefused(SiteRefusalReason.KeyReused, List(Advertise(own with { SharingKey = own.MaskingKey })));
        AssertRefused(SiteRefusalReason.KeyReused, List(Advertise(own with { MaskingKey = Body(3).MaskingKey })));
    }

    [Fact]
    public void A_key_that_is_no_point_of_the_curve()
    {
        var off = Body(Peer).SharingKey.ToArray();
        off[^1] ^= 1;
        AssertRefused(SiteRefusalReason.Malformed, List(Advertise(Body(Peer) with { SharingKey = P256Point.FromBytes(off) })));
    }

    [Fact]
    public void Shares_that_the_region_touched()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        var delivery = Delivery();
        AssertRefused(SiteRefusalReason.BadShares, FromRegion(MessageKind.ShareDelivery, Touch(delivery, Flip).Encode()));
        AssertRefused(
            SiteRefusalReason.BadShares,
            FromRegion(MessageKind.ShareDelivery, Touch(delivery, entry => entry with { SeedShareCommitment = default }).Encode()));
        AssertRefused(
            SiteRefusalReason.BadShares,
            FromRegion(MessageKind.ShareDelivery, (delivery with { Entries = [.. delivery.Entries.Skip(1)] }).Encode()));
    }

    [Fact]
    public void Shares_meant_for_another_site()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        var other = ShareDelivery.Decode(Envelope.Open(_round.Region.MessageFor(1)!).Body, 5);
        AssertRefused(SiteRefusalReason.BadShares, FromRegion(MessageKind.ShareDelivery, other.Encode()));
    }

    [Fact]
    public void Shares_after_other_advertisements_than_it_saw()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        AssertRefused(
            SiteRefusalReason.CrossBound,
            FromRegion(MessageKind.ShareDelivery, (Delivery() with { Transcript = default }).Encode()));
    }

    [Fact]
    public void Too_few_sharers_or_itself_left_out()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        AssertRefused(SiteRefusalReason.CohortTooSmall, Sharers(0, 1, 2));
        AssertRefused(SiteRefusalReason.SelfMissing, Sharers(1, 2, 3, 4));
    }

    [Fact]
    public void A_survivor_set_that_is_too_small_or_no_subset_or_without_itself()
    {
        _round.Play(_ => true);
        _round.Play(member => member != 4);
        _round.Play(_ => true);
        AssertRefused(SiteRefusalReason.SurvivorSetTooSmall, Propose(0, 1, 2));
        AssertRefused(SiteRefusalReason.SurvivorSetNotSubset, Propose(0, 1, 2, 4));
        AssertRefused(SiteRefusalReason.SurvivorSetTooSmall, Propose());
    }

    [Fact]
    public void A_survivor_set_without_itself()
    {
        _round.PlayUntil(RegionPhase.SigningSurvivors);
        AssertRefused(SiteRefusalReason.SelfMissing, Propose(1, 2, 3, 4));
    }

    [Fact]
    public void A_second_survivor_set()
    {
        _round.PlayUntil(RegionPhase.SigningSurvivors);
        _round.Answer(0);
        AssertRefused(SiteRefusalReason.SurvivorSetDifferent, Propose(0, 1, 2, 3));
        AssertRefused(SiteRefusalReason.Replayed, Propose(0, 1, 2, 3, 4));
    }

    [Fact]
    public void An_unmask_request_for_another_set_than_it_signed()
    {
        _round.PlayUntil(RegionPhase.Unmasking);
        AssertRefused(SiteRefusalReason.SurvivorSetDifferent, Request(survivors: [0, 1, 2, 3], dropouts: [4]));
    }

    [Fact]
    public void Survivors_and_dropouts_that_overlap_or_leave_somebody_out()
    {
        _round.PlayUntil(RegionPhase.CollectingInputs);
        _round.Play(member => member != 4);
        _round.PlayUntil(RegionPhase.Unmasking);
        AssertRefused(SiteRefusalReason.ListsDisagree, Request(survivors: [0, 1, 2, 3], dropouts: [3, 4]));
        AssertRefused(SiteRefusalReason.ListsDisagree, Request(survivors: [0, 1, 2, 3], dropouts: []));
    }

    [Fact]
    public void Too_few_signatures_or_one_twice_or_forged()
    {
        _round.PlayUntil(RegionPhase.Unmasking);
        var all = new UnmaskRequest(All(), MemberSet.Empty, Signatures());
        AssertRefused(SiteRefusalReason.TooFewSignatures, Unmask(all with { Signatures = [.. all.Signatures.Take(3)] }));
        AssertRefused(
            SiteRefusalReason.Malformed, Unmask(all with { Signatures = [.. all.Signatures.Take(3), all.Signatures[0]] }));
        var forged = Envelope.Open(Forgery.FromMember(
            _round.Parameters, MessageKind.SurvivorSignature, 3, Party.Everyone, all.Signatures[0].Body, signer: Peer));
        AssertRefused(SiteRefusalReason.BadSignature, Unmask(all with { Signatures = [.. all.Signatures.Take(3), forged] }));
    }

    [Fact]
    public void A_signature_under_another_set_among_the_others()
    {
        _round.PlayUntil(RegionPhase.Unmasking);
        var other = Envelope.Open(Forgery.FromMember(
            _round.Parameters, MessageKind.SurvivorSignature, 3, Party.Everyone, new SurvivorSignature(default).Encode()));
        AssertRefused(
            SiteRefusalReason.SurvivorSetDifferent,
            Unmask(new UnmaskRequest(All(), MemberSet.Empty, [.. Signatures().Take(3), other])));
    }

    [Fact]
    public void A_second_unmask_request_even_the_same_and_even_after_a_restart()
    {
        _round.PlayUntil(RegionPhase.Unmasking);
        var request = _round.Region.MessageFor(0)!;
        _round.Answer(0);
        AssertRefused(SiteRefusalReason.SecondUnmaskRequest, request);
        _round.Sites[0].Restart();
        AssertRefused(SiteRefusalReason.SecondUnmaskRequest, request);
        AssertRefused(SiteRefusalReason.SecondUnmaskRequest, Request(survivors: [0, 1, 2, 3], dropouts: [4]));
    }

    /// <summary>A refusal changes nothing and sends nothing.</summary>
    private void AssertRefused(SiteRefusalReason reason, byte[] message)
    {
        var site = _round.Sites[0];
        var before = site.Session.Save();
        var refusal = Assert.Throws<SiteRefusalException>(() => site.Session.Receive(message));
        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(before, site.Session.Save());
    }

    private byte[] FromRegion(MessageKind kind, byte[] body, int receiver = 0) =>
        Forgery.FromRegion(_round.Parameters, kind, receiver, body);

    private IEnumerable<byte[]> Sent() => _round.Sites.Select(site => site.Sent[0]);

    private byte[] Advertisements() => MessageList.Encode([.. Sent()]);

    private Advertisement Body(int member) => Advertisement.Decode(Envelope.Open(_round.Sites[member].Sent[0]).Body);

    private byte[] Advertise(Advertisement advertisement) => Forgery.FromMember(
        _round.Parameters, MessageKind.Advertisement, Peer, Party.Everyone, advertisement.Encode());

    private byte[] List(byte[] ofPeer) => FromRegion(
        MessageKind.AdvertisementList,
        MessageList.Encode([.. Sent().Select((message, member) => member == Peer ? ofPeer : message)]));

    private ShareDelivery Delivery() => ShareDelivery.Decode(Envelope.Open(_round.Region.MessageFor(0)!).Body, 5);

    private byte[] Sharers(params int[] members) =>
        FromRegion(MessageKind.ShareDelivery, (Delivery() with { Sharers = new MemberSet(members) }).Encode());

    private byte[] Propose(params int[] members) =>
        FromRegion(MessageKind.SurvivorProposal, new SurvivorProposal(new MemberSet(members)).Encode());

    private byte[] Unmask(UnmaskRequest request) => FromRegion(MessageKind.UnmaskRequest, request.Encode());

    private byte[] Request(int[] survivors, int[] dropouts) =>
        Unmask(new UnmaskRequest(new MemberSet(survivors), new MemberSet(dropouts), Signatures()));

    private Envelope[] Signatures() => [.. _round.Sites
        .Where(site => site.Session.Phase >= SitePhase.SurvivorsSigned)
        .Select(site => Envelope.Open(site.Sent[3]))];

    private static MemberSet All() => new(Enumerable.Range(0, 5));

    private static ShareDelivery Touch(ShareDelivery delivery, Func<SealedShares, SealedShares> change) =>
        delivery with { Entries = [.. delivery.Entries.Select((entry, index) => index == Peer ? change(entry) : entry)] };

    private static SealedShares Flip(SealedShares entry)
    {
        var ciphertext = entry.Ciphertext.ToArray();
        ciphertext[5] ^= 1;
        return entry with { Ciphertext = ciphertext };
    }
}
