using System.Globalization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Rounds.Secure;

/// <summary>What a secure round decides from its state alone.</summary>
internal static class SecureRules
{
    /// <summary>True when no answer is missing: each expected member answered or left.</summary>
    public static bool IsAnswered(SecureHandshake handshake) => !handshake.Expected.Any(handshake.Awaits);

    /// <summary>The handshake with one more answer, answers in ordinal order of sites.</summary>
    public static SecureHandshake Take(SecureHandshake handshake, ProtocolMessageNote note) => handshake with
    {
        ProtocolBytes = handshake.ProtocolBytes + note.Bytes,
        Answers = [.. handshake.Answers.Append(note).OrderBy(answer => answer.Site.Value, StringComparer.Ordinal)],
    };

    /// <summary>Members that answered the step that was closed, without those that the result blames or that left.</summary>
    public static IReadOnlyList<SiteId> CandidatesAfter(SecureHandshake handshake, SecureStepResult result) =>
    [
        .. handshake.Answers.Select(answer => answer.Site)
            .Except(result.Blamed)
            .Except(result.Refused.Select(refused => refused.Site))
            .Except(handshake.Withdrawn),
    ];

    /// <summary>Another handshake is possible while no member's input can have left.</summary>
    public static bool MayBeginAgain(SecureHandshake handshake, SecureAggregationTicket ticket) =>
        handshake.Step < SecureStep.SendInputs && handshake.Attempt < ticket.MaximumAttempts;

    /// <summary>Why these survivors may not be merged; null when they may.</summary>
    /// <remarks>A survivor counts its weight over the sum of theirs; the cap holds for that too, or the round is given up.</remarks>
    public static string? ReasonAgainst(IReadOnlyList<CohortMember> cohort, IReadOnlyList<SiteId> survivors, CharterPolicy policy)
    {
        if (survivors.Count < policy.Quorum)
        {
            return $"{survivors.Count} of {cohort.Count} members sent their input; the quorum is {policy.Quorum}.";
        }

        var weights = cohort.Where(member => survivors.Contains(member.Site)).ToArray();
        var sum = weights.Sum(member => member.Weight);
        var largest = weights.MaxBy(member => member.Weight)!;
        return largest.Weight <= policy.WeightCap * sum
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Without the members that dropped out, '{largest.Site}' would weigh {largest.Weight / sum:0.####}; the cap is {policy.WeightCap}.");
    }

    /// <summary>How a shard is unmasked; null for a round in the clear.</summary>
    public static SecureMergePlan? MergePlan(RoundState state, int shard) => state is { Ticket.Secure: { } ticket, Secure.Sum: { } sum }
        ? new SecureMergePlan
        {
            Record = sum.Record,
            Granularity = ticket.Granularities[shard],
            RotationSeed = ticket.RotationSeed,
        }
        : null;

    /// <summary>The certificate's part; null for a round in the clear.</summary>
    public static SecureCertificate? Certificate(RoundState state) => state.Secure is { Sum: { } sum } handshake
        ? new SecureCertificate
        {
            Attempt = handshake.Attempt,
            Record = sum.Record,
            SideSums = sum.SideSums,
            Dropped = state.Dropped,
        }
        : null;

    /// <summary>Root mean square of each merged shard's mean update, by index.</summary>
    public static IReadOnlyList<double> MeanRms(RoundState state) =>
        [.. state.Merged.OrderBy(pair => pair.Key).Select(pair => pair.Value.MeanRms ?? 0)];
}
