using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Identity;

/// <summary>Takes a member in by the roster: its name, its key and the role that the roster gives it.</summary>
internal static class RosterCheck
{
    /// <exception cref="IdentityException">Unknown, removed, or admitted with another key.</exception>
    public static Caller Check(CertificateCheck.Proven proven, RosterCache.Roster roster)
    {
        var name = proven.Subject.Name;
        if (roster.Find(name) is { } member)
        {
            return member.IdentityKey == proven.Key
                ? Caller(name, member.Role)
                : throw new IdentityException(
                    IdentityException.OtherKey,
                    $"The roster has another key for member '{name}' than its certificate: show the certificate that was issued last.");
        }

        if (roster.HasRemoved(name))
        {
            throw new IdentityException(
                IdentityException.RemovedMember, $"Member '{name}' was removed from the roster; its certificate counts no more, whenever it ends.");
        }

        // How a region's first operator comes in: the consortium's authority vouches for the role until the roster can.
        return proven.Subject.Role == MemberRole.Operator && !roster.HasOperator
            ? Caller(name, MemberRole.Operator)
            : throw new IdentityException(
                IdentityException.UnknownMember, $"Member '{name}' is not on this region's roster: ask an operator to admit it.");
    }

    private static Caller Caller(SiteId name, MemberRole role) => new($"member:{name}") { Member = name, Role = role };
}
