using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Consortium.Authority;

/// <summary>The consortium's certificate authority (X.509, RFC 5280): it issues members' and silos' certificates and nothing else.</summary>
internal sealed class CertificateAuthority(X509Certificate2 certificate, TimeProvider clock) : IDisposable
{
    private const int SerialBytes = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(20 * 365);

    /// <summary>Certificates hold from a day ago, so that a clock that is late does not refuse them.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>The authority's certificate with its key.</summary>
    public X509Certificate2 Certificate => certificate;

    /// <summary>Makes an authority with a new key.</summary>
    public static CertificateAuthority Create(ConsortiumId consortium, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var name = new X500DistinguishedNameBuilder();
        name.AddOrganizationName(consortium.Value);
        name.AddCommonName("Tapestry consortium authority");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = clock.GetUtcNow();
        return new CertificateAuthority(request.CreateSelfSigned(now - Slack, now + Lifetime), clock);
    }

    /// <summary>Issues a member's certificate for the key of its request.</summary>
    public X509Certificate2 IssueMember(MemberSubject subject, PublicKey key, TimeSpan lifetime) =>
        Issue(new CertificateRequest(subject.ToDistinguishedName(), key, HashAlgorithmName.SHA384), ClientAuthentication, lifetime);

    /// <summary>Issues a silo's certificate for the hosts, names or addresses, at which clients reach it.</summary>
    public X509Certificate2 IssueSilo(string name, IEnumerable<string> hosts, PublicKey key, TimeSpan lifetime)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationalUnitName("Silo");
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA384);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        return Issue(request, ServerAuthentication, lifetime);
    }

    /// <inheritdoc/>
    public void Dispose() => certificate.Dispose();

    private X509Certificate2 Issue(CertificateRequest request, Oid usage, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false));
        var (from, until) = (clock.GetUtcNow() - Slack, clock.GetUtcNow() + lifetime);
        var (first, last) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // Positive and of full length (RFC 5280, section 4.1.2.2).
        return request.Create(certificate, from < first ? first : from, until > last ? last : until, serial);
    }
}
