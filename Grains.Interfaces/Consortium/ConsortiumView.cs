using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>The consortium as it stands.</summary>
/// <param name="Consortium">Its id.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="Members">The roster, in order of site id.</param>
public sealed record ConsortiumView(ConsortiumId Consortium, CharterPolicy Policy, IReadOnlyList<Member> Members)
{
    /// <summary>Names of members that were removed and not admitted again, latest last; null when there are none.</summary>
    public IReadOnlyList<SiteId>? Removed { get; init; }
}
