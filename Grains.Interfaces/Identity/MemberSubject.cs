using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Whom a member's certificate names: O is the consortium, OU the role, CN the member's name on the roster.</summary>
/// <param name="Consortium">The consortium that issued it.</param>
/// <param name="Role">The role that it was issued for; the roster's word counts.</param>
/// <param name="Name">The member.</param>
public sealed record MemberSubject(ConsortiumId Consortium, MemberRole Role, SiteId Name)
{
    private const string OrganizationOid = "2.5.4.10";
    private const string UnitOid = "2.5.4.11";
    private const string NameOid = "2.5.4.3";

    /// <summary>The subject as X.501 writes it.</summary>
    public X500DistinguishedName ToDistinguishedName()
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddOrganizationName(Consortium.Value);
        builder.AddOrganizationalUnitName(Role.ToString());
        builder.AddCommonName(Name.Value);
        return builder.Build();
    }

    /// <summary>Reads a subject.</summary>
    /// <exception cref="InvalidIdException">It is not that of a member's certificate.</exception>
    public static MemberSubject Parse(X500DistinguishedName subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var part in subject.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || !fields.TryAdd(part.GetSingleElementType().Value!, part.GetSingleElementValue()))
            {
                throw Invalid(subject);
            }
        }

        return fields.Count == 3 && fields.GetValueOrDefault(OrganizationOid) is { } consortium
            && fields.GetValueOrDefault(NameOid) is { } name
            && Enum.TryParse<MemberRole>(fields.GetValueOrDefault(UnitOid), out var role) && Enum.IsDefined(role)
            ? new MemberSubject(new ConsortiumId(consortium), role, new SiteId(name))
            : throw Invalid(subject);
    }

    private static InvalidIdException Invalid(X500DistinguishedName subject) => new(
        $"Subject '{subject.Name}' is not a member's: it must hold O (consortium), OU (Site, Operator or Auditor) and CN (name), once each.");
}
