using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Identity;

/// <summary>Who may call an operation.</summary>
internal sealed record ApiAccess
{
    /// <summary>A site's own messages and bytes; nobody else has any use for them.</summary>
    public static ApiAccess OwnSite { get; } = new() { Roles = [MemberRole.Site], AsItself = true };

    /// <summary>Changes to the roster.</summary>
    public static ApiAccess Operator { get; } = new() { Roles = [MemberRole.Operator] };

    /// <summary>What those may read who look after the whole, and partner apps with the scope.</summary>
    public static ApiAccess Overseers(string scope) => new() { Roles = [MemberRole.Operator, MemberRole.Auditor], Scopes = [scope] };

    /// <summary>What every member may read, and partner apps with the scope.</summary>
    public static ApiAccess Members(string scope) => Overseers(scope) with { Roles = [MemberRole.Site, MemberRole.Operator, MemberRole.Auditor] };

    /// <summary>What every authenticated caller may read.</summary>
    public static ApiAccess Everybody { get; } = Members(ApiScope.RunsRead) with { Scopes = ApiScope.All };

    /// <summary>Roles of members that may.</summary>
    public required IReadOnlyList<MemberRole> Roles { get; init; }

    /// <summary>Scopes of which a partner app needs one; none lets no partner app in.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether a site may do it in its own name only.</summary>
    public bool AsItself { get; init; }

    /// <exception cref="IdentityException">The caller may not.</exception>
    public void Check(Caller caller)
    {
        if (caller.IsTrusted)
        {
            return;
        }

        if (caller.Role is { } role)
        {
            if (!Roles.Contains(role))
            {
                throw new IdentityException(
                    IdentityException.WrongRole,
                    $"{caller} is {role} and this takes {string.Join(" or ", Roles)}: ask a member with that role.");
            }
        }
        else if (!Scopes.Any(caller.Scopes.Contains))
        {
            throw new IdentityException(
                IdentityException.MissingScope,
                Scopes.Count == 0
                    ? $"{caller} is a partner app and this is for members alone."
                    : $"{caller} has the scopes '{string.Join(' ', caller.Scopes)}' and this takes {string.Join(" or ", Scopes)}: ask the issuer for it.");
        }
    }
}
