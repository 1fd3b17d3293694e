using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Silo.Gateway;

/// <summary>Checks who uploads before anything is stored: the region keeps no bytes of a site outside the cohort.</summary>
internal static class SenderCheck
{
    /// <exception cref="RoundException">The site is not invited, not in the cohort, or was dropped from it.</exception>
    public static void Check(ContributionUpload upload, RoundView round)
    {
        if (round.Cohort.Any(member => member.Site == upload.Site))
        {
            return;
        }

        throw (round.Dropped.Contains(upload.Site), round.Ticket.Invited.Contains(upload.Site)) switch
        {
            (true, _) => Refuse(RoundException.TooLate, $"was closed without site '{upload.Site}'; its contribution came too late."),
            (_, false) => Refuse(RoundException.NotInvited, $"does not invite site '{upload.Site}'."),
            _ => Refuse(RoundException.NotInCohort, $"does not have site '{upload.Site}' in its cohort."),
        };

        RoundException Refuse(string code, string why) => new(code, $"Round '{upload.Round}' {why}");
    }
}
