using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Sites;

/// <summary>A site as the region knows it; key: <see cref="SiteId"/>.</summary>
public interface ISiteGrain
{
    /// <summary>Registers the site; the same registration again changes nothing, another dataset replaces the declaration.</summary>
    /// <exception cref="Consortium.ConsortiumException">The site is not on the consortium's roster.</exception>
    Task RegisterAsync(SiteRegistration registration);

    /// <summary>Notes that the site refused a ticket; called by the round.</summary>
    Task NoteDeclinedAsync(RoundId round, string reason);

    /// <summary>Notes that a certified round counted the site; called by the round.</summary>
    Task NoteContributedAsync(RoundId round, long tokens);

    /// <summary>Reads what the region knows of the site.</summary>
    /// <exception cref="SiteNotRegisteredException">The site never registered.</exception>
    Task<SiteView> GetAsync();
}
