using System.Globalization;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Cli.Rounds;

/// <summary>A round in lines for people.</summary>
internal static class RoundText
{
    public static IEnumerable<string> Lines(RoundView round)
    {
        yield return $"Round {round.Ticket.Round} is {round.Phase.ToString().ToLowerInvariant()}, opened {TimeText.Of(round.OpenedAt)}"
            + (round.EndedAt is { } ended ? $", ended {TimeText.Of(ended)}" : "");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{round.Ticket.LocalSteps} local steps, {round.Ticket.Encoding.ToString().ToLowerInvariant()}, {(round.Ticket.Secure is null ? "in the clear" : "secure")}, quorum {round.Ticket.Policy.Quorum}");
        foreach (var site in round.Ticket.Invited)
        {
            var member = round.Cohort.FirstOrDefault(member => member.Site == site);
            yield return $"  {site}: " + (member is null ? Outside(round, site) : Inside(round, member));
        }

        if (round.AbandonReason is { } reason)
        {
            yield return $"Abandoned: {reason}";
        }

        if (round.Certificate is { } certificate)
        {
            yield return $"Base before {certificate.BaseBefore}";
            yield return $"Base after  {certificate.BaseAfter}";
        }
    }

    private static string Outside(RoundView round, Grains.Interfaces.Identity.SiteId site) =>
        round.Declined.Contains(site) ? "refused"
        : round.Ready.Any(report => report.Site == site) ? "ready"
        : round.EndedAt is null ? "not ready yet" : "took no part";

    private static string Inside(RoundView round, CohortMember member) => string.Create(
        CultureInfo.InvariantCulture,
        $"weight {member.Weight}, {member.Contributions.Count} of {round.Ticket.Base.Shards.Count} shards")
        + (round.Dropped.Contains(member.Site) ? ", dropped out" : "");
}
