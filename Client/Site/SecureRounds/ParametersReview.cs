using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>
/// Holds a handshake's parameters against the ticket that the site trained by. What no honest party may use, members and
/// keys are checked by the protocol itself.
/// </summary>
internal static class ParametersReview
{
    /// <summary>Why the site must leave the handshake; null when it says what the ticket said.</summary>
    public static string? ReasonToRefuse(SecureRoundParameters parameters, RoundTicket ticket)
    {
        var secure = ticket.Secure!;
        var members = parameters.Members.Count;
        var threshold = Math.Max(GraphPlanner.ThresholdFor(members, secure.DropoutPerMille), ticket.Policy.Quorum);
        if (parameters.Threshold < threshold)
        {
            return $"The threshold is {parameters.Threshold}; by the ticket it is {threshold} among {members} members.";
        }

        if (secure.Graph is { } shown && shown.Members == members && parameters.Graph.Degree < shown.Neighbours)
        {
            return $"Members mask with {parameters.Graph.Degree} neighbours; the ticket shows {shown.Neighbours}.";
        }

        if (parameters.Attempt > secure.MaximumAttempts)
        {
            return $"This is attempt {parameters.Attempt}; the ticket allows {secure.MaximumAttempts}.";
        }

        if (WeightReason(parameters, ticket.Policy) is { } unfair)
        {
            return unfair;
        }

        var frames = ticket.Base.Shards.Select(shard => new MaskedShard
        {
            ElementCount = shard.Length,
            Bits = secure.BitsPerCoordinate,
            MaxMagnitude = ((1L << (secure.BitsPerCoordinate - 1)) - 1) / members,
            Scale = 1f / secure.Granularities[shard.Index],
        });
        if (!parameters.Shards.SequenceEqual(frames))
        {
            return "Bits, length or scale of a shard are not the ticket's.";
        }

        var sideFields = secure.SideValues.Select(value => new SideField { Name = value.Name, MaxValue = value.MaximumValue });
        return parameters.SideVector is { } side && side.Fields.SequenceEqual(sideFields)
            ? null
            : "The side vector's values are not the ticket's.";
    }

    /// <summary>
    /// Floor and cap hold for every member, and under the equal rule nobody weighs more than another but for the last of
    /// twelve decimals. Weights by tokens or scores rest on what other members reported, which a site does not see.
    /// </summary>
    private static string? WeightReason(SecureRoundParameters parameters, CharterPolicy policy)
    {
        var (cap, floor) = (policy.WeightCap * GovernedWeight.One, policy.WeightFloor * GovernedWeight.One);
        var equal = GovernedWeight.One / parameters.Members.Count;
        foreach (var member in parameters.Members)
        {
            var units = member.Weight.Units;
            var broken = units > cap ? $"cap is {policy.WeightCap}"
                : units < floor ? $"floor is {policy.WeightFloor}"
                : policy.Weights == WeightRule.Equal && units != equal && units != equal + 1
                    ? $"rule is equal weights among {parameters.Members.Count} members"
                    : null;
            if (broken is not null)
            {
                return $"'{member.Site}' weighs {member.Weight.Factor}; the ticket's {broken}.";
            }
        }

        return null;
    }
}
