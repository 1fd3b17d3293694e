using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Silo.Gateway;

/// <summary>Checks who uploads before anything is stored: the region keeps no bytes of a site outside the cohort.</summary>
internal static class SenderCheck
{
    /// <exception cref="RoundException">The site is not invited, not in the cohort, or was dropped from it.</exception>
    public static void Check(SiteId site, RoundView round)
    {
        if (round.Cohort.Any(member => member.Site == site))
        {
            return;
        }

        throw (round.Dropped.Contains(site), round.Ticket.Invited.Contains(site)) switch
        {
            (true, _) => Refuse(RoundException.TooLate, $"was closed without site '{site}'; its contribution came too late."),
            (_, false) => Refuse(RoundException.NotInvited, $"does not invite site '{site}'."),
            _ => Refuse(RoundException.NotInCohort, $"does not have site '{site}' in its cohort."),
        };

        RoundException Refuse(string code, string why) => new(code, $"Round '{round.Ticket.Round}' {why}");
    }
}
