using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Regions;

/// <summary>The pinned roster: members' certificates in one PEM file, each signed by the consortium's authority.</summary>
/// <remarks>Its way to the site may be anybody's: a certificate that the authority did not sign is refused.</remarks>
internal static class RosterFile
{
    /// <exception cref="InvalidDataException">A certificate is foreign, or a name stands there twice with different keys.</exception>
    /// <exception cref="CryptographicException">It is no PEM file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyDictionary<SiteId, IdentityKey> Read(string path, X509Certificate2 authority, ConsortiumId consortium)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(File.ReadAllText(path));
        var roster = new Dictionary<SiteId, IdentityKey>();
        foreach (var certificate in certificates)
        {
            CheckIssuer(certificate, authority);
            var subject = MemberSubject.Parse(certificate.SubjectName);
            if (subject.Consortium != consortium || subject.Role != MemberRole.Site)
            {
                throw new InvalidDataException($"'{certificate.Subject}' is not a site of consortium '{consortium}'");
            }

            var key = IdentityKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            if (!roster.TryAdd(subject.Name, key) && roster[subject.Name] != key)
            {
                throw new InvalidDataException($"site '{subject.Name}' stands there with two keys: ask an operator for the present roster");
            }
        }

        return roster.Count > 0 ? roster : throw new InvalidDataException("it holds no certificate");
    }

    /// <summary>Time does not matter here: the key is pinned, and the region refuses a certificate that has ended.</summary>
    private static void CheckIssuer(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (!chain.Build(certificate))
        {
            throw new InvalidDataException($"'{certificate.Subject}' was not issued by the consortium's authority");
        }
    }
}
