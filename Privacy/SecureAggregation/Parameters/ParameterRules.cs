using System.Globalization;
using System.Text;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Graphs;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>What parameters must hold for any honest party, whatever its own policy asks beyond.</summary>
internal static class ParameterRules
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="RoundParametersException">A parameter is outside its range.</exception>
    /// <exception cref="MaskedRangeException">The sum of the cohort could wrap.</exception>
    public static void ThrowUnlessSound(SecureRoundParameters parameters)
    {
        ThrowUnlessName("run", parameters.Run);
        ThrowUnless(parameters.Round >= 1, "round", parameters.Round, "1 or more");
        ThrowUnless(
            parameters.Attempt is >= 1 and <= SecureRoundParameters.MaxAttempts,
            "attempt",
            parameters.Attempt,
            $"1 to {SecureRoundParameters.MaxAttempts}");
        ThrowUnless(parameters.PolicyVersion >= 0, "policyVersion", parameters.PolicyVersion, "0 or more");
        ThrowUnlessCohort(parameters.Members);
        ThrowUnlessThreshold(parameters);
        ThrowUnlessShards(parameters);
    }

    public static void ThrowUnlessName(string field, string name)
    {
        var bytes = CountBytes(name);
        ThrowUnless(bytes is >= 1 and <= CohortMember.MaxNameBytes, field, bytes, "1 to 64 bytes of well-formed UTF-8");
    }

    private static int CountBytes(string name)
    {
        try
        {
            return Utf8.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            return 0;
        }
    }

    private static void ThrowUnlessCohort(IReadOnlyList<CohortMember> members)
    {
        ThrowUnless(
            members.Count is >= 2 and <= SecureRoundParameters.MaxMembers,
            "members",
            members.Count,
            $"2 to {SecureRoundParameters.MaxMembers}");
        for (var i = 0; i < members.Count; i++)
        {
            ThrowUnlessName($"members[{i}].site", members[i].Site);
            if (i > 0 && string.CompareOrdinal(members[i - 1].Site, members[i].Site) >= 0)
            {
                throw new RoundParametersException($"members[{i}].site", members[i].Site, "after the one before, by ordinal order");
            }
        }

        ThrowUnless(
            members.DistinctBy(member => member.IdentityKey).Count() == members.Count,
            "members",
            members.Count,
            "of distinct identity keys");
        var sum = members.Sum(member => (decimal)member.Weight.Units);
        ThrowUnless(sum == GovernedWeight.One, "members.weight", sum, $"{GovernedWeight.One} units together");
    }

    private static void ThrowUnlessThreshold(SecureRoundParameters parameters)
    {
        var members = parameters.Members.Count;
        var least = SecureRoundParameters.LeastThreshold(members);
        ThrowUnless(
            parameters.Threshold >= least && parameters.Threshold <= members,
            "threshold",
            parameters.Threshold,
            $"{least} to {members} with {members} members");
        var graph = parameters.Graph;
        var plan = GraphPlanner.Plan(members, parameters.Threshold, graph.CorruptionPerMille);
        if (graph != plan)
        {
            throw new RoundParametersException("graph", $"{graph}", $"{plan}");
        }
    }

    private static void ThrowUnlessShards(SecureRoundParameters parameters)
    {
        var shards = parameters.Shards;
        ThrowUnless(
            shards.Count is >= 1 and <= SecureRoundParameters.MaxShards,
            "shards",
            shards.Count,
            $"1 to {SecureRoundParameters.MaxShards}");
        for (var i = 0; i < shards.Count; i++)
        {
            shards[i].ThrowUnlessSafe(parameters.Members.Count, $"shards[{i}]");
        }

        parameters.SideVector?.ToShard(parameters.Members.Count).ThrowUnlessSafe(parameters.Members.Count, "sideVector");
    }

    private static void ThrowUnless(bool holds, string field, IFormattable value, string limit)
    {
        if (!holds)
        {
            throw new RoundParametersException(field, value.ToString(null, CultureInfo.InvariantCulture), limit);
        }
    }
}
