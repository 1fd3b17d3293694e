using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Identity;

/// <summary>Says whom a certificate names, if the consortium issued it and its time has come and not passed.</summary>
/// <remarks>TLS has proven by then that the caller holds its private key. A chain is built once a connection.</remarks>
internal sealed class CertificateCheck(RegionIdentity identity, TimeProvider clock)
{
    /// <summary>Extended key usage of clients (RFC 5280, section 4.2.1.12).</summary>
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly ConditionalWeakTable<X509Certificate2, Proven> proven = [];

    /// <exception cref="IdentityException">The certificate is foreign, not a member's, expired or not valid yet.</exception>
    public Proven Check(X509Certificate2 certificate)
    {
        if (!proven.TryGetValue(certificate, out var known))
        {
            known = Prove(certificate);
            proven.AddOrUpdate(certificate, known);
        }

        var now = clock.GetUtcNow();
        return now >= known.From && now <= known.Until
            ? known
            : throw new IdentityException(
                IdentityException.ExpiredCertificate,
                $"The certificate of '{known.Subject.Name}' holds from {known.From:yyyy-MM-ddTHH:mm:ssZ} to {known.Until:yyyy-MM-ddTHH:mm:ssZ} and it is "
                + $"{now:yyyy-MM-ddTHH:mm:ssZ}: have an operator issue another for the same request.");
    }

    private Proven Prove(X509Certificate2 certificate)
    {
        using var chain = new X509Chain { ChainPolicy = Policy() };
        if (!chain.Build(certificate))
        {
            throw Foreign(
                $"was not issued to a member by consortium '{identity.Consortium}' ({string.Join(", ", chain.ChainStatus.Select(status => status.Status))})");
        }

        try
        {
            var subject = MemberSubject.Parse(certificate.SubjectName);
            var key = IdentityKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            return subject.Consortium == identity.Consortium
                ? new Proven(subject, key, Utc(chain, each => each.NotBefore).Max(), Utc(chain, each => each.NotAfter).Min())
                : throw Foreign($"is of consortium '{subject.Consortium}', and this region serves '{identity.Consortium}'");
        }
        catch (InvalidIdException other)
        {
            throw Foreign($"is not a member's: {other.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Times are checked by the region's own clock, anew for each request.</summary>
    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // The roster revokes.
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(identity.Authority);
        policy.ApplicationPolicy.Add(ClientAuthentication);
        return policy;
    }

    private static IEnumerable<DateTimeOffset> Utc(X509Chain chain, Func<X509Certificate2, DateTime> time) =>
        chain.ChainElements.Select(element => new DateTimeOffset(time(element.Certificate)).ToUniversalTime());

    private static IdentityException Foreign(string why) => new(
        IdentityException.ForeignCertificate, $"The certificate {why}: show the one that an operator of the consortium issued.");

    /// <param name="Subject">Whom it names.</param>
    /// <param name="Key">The key that the caller holds.</param>
    /// <param name="From">First moment at which it and its issuer hold.</param>
    /// <param name="Until">Last one.</param>
    internal sealed record Proven(MemberSubject Subject, IdentityKey Key, DateTimeOffset From, DateTimeOffset Until);
}
