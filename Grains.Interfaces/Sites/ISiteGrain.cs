using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Sites;

/// <summary>A site as the region knows it; key: <see cref="SiteId"/>.</summary>
public interface ISiteGrain
{
    /// <summary>
    /// Registers the site; the same registration again changes nothing, another dataset replaces the declaration. The budget
    /// goes to the dataset's ledger.
    /// </summary>
    /// <exception cref="Consortium.ConsortiumException">The site is not on the consortium's roster.</exception>
    /// <exception cref="Identity.InvalidIdException">The dataset's name cannot name a ledger.</exception>
    /// <exception cref="Ledger.LedgerException">The budget is out of range.</exception>
    Task RegisterAsync(SiteRegistration registration);

    /// <summary>Notes that the site refused a ticket; called by the round.</summary>
    Task NoteDeclinedAsync(RoundId round, string reason);

    /// <summary>Notes that a certified round counted the site; called by the round.</summary>
    Task NoteContributedAsync(RoundId round, long tokens);

    /// <summary>Reads what the region knows of the site.</summary>
    /// <exception cref="SiteNotRegisteredException">The site never registered.</exception>
    Task<SiteView> GetAsync();
}
