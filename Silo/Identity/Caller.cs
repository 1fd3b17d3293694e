using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Identity;

/// <summary>Who makes a request, authenticated.</summary>
/// <param name="Identity">What limits count: one for each member, partner app or, without authentication, address.</param>
internal sealed record Caller(string Identity)
{
    /// <summary>The member's role; null for a partner app.</summary>
    public MemberRole? Role { get; init; }

    /// <summary>The member's name; null for a partner app.</summary>
    public SiteId? Member { get; init; }

    /// <summary>A partner app's scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The silo authenticates nobody: whoever reaches it may do everything.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Checks that a site speaks for itself.</summary>
    /// <exception cref="IdentityException">It speaks for another.</exception>
    public void CheckSpeaksFor(SiteId site)
    {
        if (Role == MemberRole.Site && Member != site)
        {
            throw new IdentityException(
                IdentityException.OtherSite, $"{this} spoke for site '{site}': a site speaks for itself alone.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Member is { } member ? $"Member '{member}'" : $"'{Identity}'";
}
