using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>Parameters of small rounds.</summary>
internal static class TestParameters
{
    public const string Run = "run-a";
    public const int Round = 3;
    public const int PolicyVersion = 7;

    public static Hash256 BaseHash { get; } = Hash256.Of("base"u8);

    public static string Site(int member) => $"site-{member:D4}";

    public static SecureRoundParameters For(int members, int attempt = 1)
    {
        var threshold = SecureRoundParameters.LeastThreshold(members);
        return new SecureRoundParameters
        {
            Run = Run,
            Round = Round,
            Attempt = attempt,
            BaseHash = BaseHash,
            PolicyVersion = PolicyVersion,
            Members = [.. Enumerable.Range(0, members).Select(member => Member(member, members))],
            Threshold = threshold,
            Graph = GraphPlanner.Plan(members, threshold, 333),
            Shards =
            [
                new MaskedShard { ElementCount = 17, Bits = 12, MaxMagnitude = 2047 / members, Scale = 64 },
                new MaskedShard { ElementCount = 5, Bits = 17, MaxMagnitude = 65535 / members, Scale = 0.5f },
            ],
            SideVector = new SideVectorLayout
            {
                Bits = 24,
                Fields = [new SideField { Name = "tokens", MaxValue = 1_000_000_000_000 }],
            },
        };
    }

    /// <summary>The next attempt without some members.</summary>
    public static SecureRoundParameters Without(SecureRoundParameters parameters, MemberSet left)
    {
        var stay = Enumerable.Range(0, parameters.Members.Count).Where(member => !left.Contains(member)).ToList();
        return For(stay.Count, parameters.Attempt + 1) with
        {
            Members =
            [
                .. stay.Select((member, place) => parameters.Members[member] with { Weight = Member(place, stay.Count).Weight }),
            ],
        };
    }

    public static SitePolicy Policy(SecureRoundParameters parameters, int minimum = 2) => new()
    {
        PinnedRoster = parameters.Members.ToDictionary(member => member.Site, member => member.IdentityKey),
        MinimumCohort = minimum,
    };

    public static RoundExpectation Expectation() => new()
    {
        Run = Run,
        Round = Round,
        BaseHash = BaseHash,
        PolicyVersion = PolicyVersion,
    };

    public static CohortMember Member(int member, int members) => new()
    {
        Site = Site(member),
        IdentityKey = Identities.Of(member).PublicKey,
        Weight = new GovernedWeight(
            (GovernedWeight.One / members) + (member == 0 ? GovernedWeight.One % members : 0)),
    };
}
