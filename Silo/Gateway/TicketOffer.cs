using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Silo.Gateway;

/// <summary>Whether a round still has something to do for a site.</summary>
internal static class TicketOffer
{
    /// <summary>
    /// True while the site may report ready, and while it is in the cohort and a shard of it is missing: a site that
    /// restarts gets the same ticket again and goes on where the protocol stands.
    /// </summary>
    public static bool IsOpenTo(SiteId site, RoundView round) => round.Phase switch
    {
        RoundPhase.Training => round.Ticket.Invited.Contains(site) && !round.Declined.Contains(site),
        RoundPhase.Contributing => round.Cohort.Any(member =>
            member.Site == site && member.Contributions.Count < round.Ticket.Base.Shards.Count),
        _ => false,
    };
}
