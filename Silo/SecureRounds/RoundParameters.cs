using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Silo.SecureRounds;

/// <summary>The protocol's public parameters: a function of ticket, cohort and attempt, so that they need no storage.</summary>
internal static class RoundParameters
{
    private const int SideBits = 32;

    public static SecureRoundParameters Of(RoundTicket ticket, IReadOnlyList<Grains.Interfaces.Rounds.CohortMember> cohort, int attempt)
    {
        var secure = ticket.Secure!;
        var threshold = Math.Max(GraphPlanner.ThresholdFor(cohort.Count, secure.DropoutPerMille), ticket.Policy.Quorum);
        return new SecureRoundParameters
        {
            Run = ticket.Round.Run.Value,
            Round = ticket.Round.Number,
            Attempt = attempt,
            BaseHash = Hash256.Parse(ticket.Base.Digest().Value),
            PolicyVersion = ticket.Policy.Version,
            Members = [.. cohort.Select(member => Member(member, secure))],
            Threshold = threshold,
            Graph = GraphPlanner.Plan(cohort.Count, threshold, secure.CorruptionPerMille),
            Shards = [.. Enumerable.Range(0, ticket.Base.Shards.Count).Select(shard => Frame(ticket, shard, cohort.Count))],
            SideVector = SideVector(secure),
        };
    }

    /// <summary>How one masked frame is packed: a shard or, after the last, the side vector.</summary>
    public static MaskedShard Frame(RoundTicket ticket, int frame, int members) => frame == ticket.Base.Shards.Count
        ? SideVector(ticket.Secure!).ToShard(members)
        : new MaskedShard
        {
            ElementCount = ticket.Base.Shards[frame].Length,
            Bits = ticket.Secure!.BitsPerCoordinate,
            MaxMagnitude = ((1L << (ticket.Secure.BitsPerCoordinate - 1)) - 1) / members,
            Scale = 1f / ticket.Secure.Granularities[frame],
        };

    /// <summary>The sites of some members, in ordinal order.</summary>
    public static IReadOnlyList<SiteId> Sites(SecureRoundParameters parameters, IEnumerable<int> members) =>
        [.. members.Select(member => new SiteId(parameters.Members[member].Site))];

    private static SideVectorLayout SideVector(SecureAggregationTicket secure) => new()
    {
        Bits = SideBits,
        Fields = [.. secure.SideValues.Select(value => new SideField { Name = value.Name, MaxValue = value.MaximumValue })],
    };

    private static Privacy.SecureAggregation.Parameters.CohortMember Member(
        Grains.Interfaces.Rounds.CohortMember member, SecureAggregationTicket secure) => new()
        {
            Site = member.Site.Value,
            IdentityKey = P256Point.FromSubjectPublicKeyInfo(secure.IdentityKeys[member.Site].ToSubjectPublicKeyInfo()),
            Weight = new GovernedWeight((long)(member.Weight * GovernedWeight.One)),
        };
}
