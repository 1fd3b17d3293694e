using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>A member of the consortium and the site it trains at.</summary>
public sealed record Member
{
    /// <summary>The member's site.</summary>
    public required SiteId Site { get; init; }

    /// <summary>Name shown to people; 1 to 200 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The member's identity key; null for a member that takes part in no secure round.</summary>
    public IdentityKey? IdentityKey { get; init; }
}
