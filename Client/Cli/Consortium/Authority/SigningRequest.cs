using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Consortium.Authority;

/// <summary>A member's request for a certificate (PKCS #10, RFC 2986), signed with the key that it is for.</summary>
/// <param name="Consortium">The consortium that it asks.</param>
/// <param name="Name">The member.</param>
/// <param name="Key">Its identity key.</param>
/// <param name="PublicKey">The same key.</param>
internal sealed record SigningRequest(ConsortiumId Consortium, SiteId Name, IdentityKey Key, PublicKey PublicKey)
{
    private const string Remedy = "Take the file that the member's tapestry site init wrote, as it is";

    /// <summary>Makes the request of a key file.</summary>
    /// <param name="keyPath">The member's private key (PEM, PKCS #8).</param>
    /// <param name="consortium">The consortium.</param>
    /// <param name="name">The member.</param>
    public static string Create(string keyPath, ConsortiumId consortium, SiteId name)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(keyPath));
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(consortium.Value);
        subject.AddCommonName(name.Value);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSigningRequestPem() + "\n";
    }

    /// <summary>Reads and checks a request.</summary>
    /// <exception cref="RefusedException">It is none, its signature is wrong, or its key is not ECDSA P-256.</exception>
    public static SigningRequest Read(string path)
    {
        try
        {
            var request = CertificateRequest.LoadSigningRequestPem(File.ReadAllText(path), HashAlgorithmName.SHA256);
            var fields = request.SubjectName.EnumerateRelativeDistinguishedNames()
                .ToDictionary(part => part.GetSingleElementType().FriendlyName ?? "", part => part.GetSingleElementValue() ?? "");
            using var point = request.PublicKey.GetECDsaPublicKey(); // Importing checks that the point is on the curve.
            return new SigningRequest(
                new ConsortiumId(fields.GetValueOrDefault("O", "")), new SiteId(fields.GetValueOrDefault("CN", "")),
                IdentityKey.FromSubjectPublicKeyInfo(request.PublicKey.ExportSubjectPublicKeyInfo()), request.PublicKey);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or InvalidOperationException or InvalidIdException)
        {
            throw new RefusedException($"'{path}'", $"it is no signing request that holds ({fault.Message.TrimEnd('.')})", Remedy, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"'{path}'", fault.Message.TrimEnd('.'), Remedy, fault);
        }
    }

    /// <summary>Checks that the request is whose and for what the operator believes.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public void CheckIsOf(ConsortiumId consortium, SiteId name)
    {
        if (Consortium != consortium)
        {
            throw new RefusedException($"The request of '{Name}'", $"it asks consortium '{Consortium}' and this is '{consortium}'", Remedy);
        }

        if (Name != name)
        {
            throw new RefusedException($"--member '{name}'", $"the request is of '{Name}'", "Name the member whose request it is, after you know that it is hers");
        }
    }
}
