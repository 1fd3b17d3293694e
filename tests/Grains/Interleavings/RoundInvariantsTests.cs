using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>The detector of the interleaving tests must see planted faults before its silence means anything.</summary>
public sealed class RoundInvariantsTests
{
    private static readonly RoundView Good = Certified([0, 1, 2]);

    public static TheoryData<RoundView, string> Planted => new()
    {
        { Certified([0]), "below its quorum" },
        { Certified([0, 1, 1]), "counted a site twice" },
        { Good with { Declined = [TestConsortium.Site(1)] }, "counted a site that refused" },
        { Good with { Phase = RoundPhase.Abandoned }, "abandoned with a certificate" },
        { Good with { Certificate = null }, "certified without a certificate" },
        { Good with { Certificate = WithFirst(m => m with { Weight = 0.5m }) }, "add up to 1" },
        { Good with { Certificate = WithFirst(m => m with { Contributions = new Dictionary<int, ReceivedFrame>() }) }, "incomplete" },
        { Good with { Ticket = Good.Ticket with { Policy = Good.Ticket.Policy with { WeightCap = 0.3m } } }, "above the cap" },
    };

    [Fact]
    public void A_good_round_breaks_no_rule() =>
        Assert.Null(RoundInvariants.BrokenRule(Good, Good.Ticket.Base.Digest()));

    [Fact]
    public void A_ticket_from_another_base_is_seen() =>
        Assert.Contains("another base", RoundInvariants.BrokenRule(Good, TestConsortium.Digest("elsewhere")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_fault_is_seen(RoundView view, string rule) =>
        Assert.Contains(rule, RoundInvariants.BrokenRule(view, view.Ticket.Base.Digest()), StringComparison.Ordinal);

    private static RoundCertificate WithFirst(Func<CohortMember, CohortMember> change) =>
        Good.Certificate! with { Merged = [change(Good.Certificate.Merged[0]), .. Good.Certificate.Merged.Skip(1)] };

    private static RoundView Certified(int[] sites)
    {
        var ticket = TestConsortium.Ticket(sites: 3, new CharterPolicy { Quorum = 2 });
        var members = sites.Select((site, place) => new CohortMember
        {
            Site = TestConsortium.Site(site),
            Weight = place == 0 ? 1m - (0.3333m * (sites.Length - 1)) : 0.3333m,
            Contributions = ticket.Base.Shards.ToDictionary(
                shard => shard.Index, shard => TestConsortium.Contribution(TestConsortium.Site(site), ticket.Round, shard.Index).Frame),
        }).ToArray();
        return new RoundView
        {
            Ticket = ticket,
            Phase = RoundPhase.Certified,
            OpenedAt = DateTimeOffset.UnixEpoch,
            Ready = [],
            Declined = [],
            Cohort = members,
            Dropped = [],
            Releases = [],
            Certificate = new RoundCertificate
            {
                Round = ticket.Round,
                Ticket = TicketDigest.Of(ticket),
                PolicyVersion = 1,
                BaseBefore = ticket.Base.Digest(),
                BaseAfter = TestConsortium.Digest("after"),
                Merged = members,
                Outputs = ticket.Base.Shards,
                OptimizerStatesBefore = [.. ticket.Base.Shards.Select(_ => (Sha256Digest?)null)],
                OptimizerStatesAfter = [.. ticket.Base.Shards.Select(_ => (Sha256Digest?)null)],
            },
        };
    }
}
