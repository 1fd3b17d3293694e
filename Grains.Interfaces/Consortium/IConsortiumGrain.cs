using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>The members and their charter; key: <see cref="ConsortiumId"/>.</summary>
public interface IConsortiumGrain
{
    /// <summary>Founds the consortium; the same policy again changes nothing.</summary>
    /// <exception cref="ConsortiumException">It exists with another policy, or the policy is not valid.</exception>
    Task FoundAsync(CharterPolicy policy);

    /// <summary>Admits a member; the same member again changes nothing.</summary>
    /// <exception cref="ConsortiumException">Not founded, the roster is full, or the site belongs to another member.</exception>
    Task AdmitAsync(Member member);

    /// <summary>Removes a member; runs that are under way go on without it.</summary>
    /// <exception cref="ConsortiumException">Not founded, not a member, or the last operator.</exception>
    Task RemoveAsync(SiteId site);

    /// <summary>Puts another policy in force for runs that start later.</summary>
    /// <exception cref="ConsortiumException">The version is not the next one, or the policy is not valid.</exception>
    Task AmendAsync(CharterPolicy policy);

    /// <summary>Reads roster and policy.</summary>
    /// <exception cref="ConsortiumException">Not founded.</exception>
    Task<ConsortiumView> GetAsync();
}
