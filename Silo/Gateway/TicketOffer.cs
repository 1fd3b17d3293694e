using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

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
        RoundPhase.Aggregating => round.Secure is { } handshake && HasPart(site, round, handshake),
        _ => false,
    };

    /// <summary>A member that answered the last step, or missed one, has nothing more to do unless another handshake begins.</summary>
    private static bool HasPart(SiteId site, RoundView round, SecureHandshake handshake) =>
        round.Cohort.Any(member => member.Site == site) && handshake.Expected.Contains(site) && !handshake.Withdrawn.Contains(site)
        && (handshake.Step != SecureStep.Unmask || handshake.Awaits(site));
}
