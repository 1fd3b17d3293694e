using System.Security.Cryptography;
using System.Text;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>A member's identity key (ECDSA P-256) in a file of its own that only the site's user may read.</summary>
public static class IdentityFile
{
    /// <summary>Loads the key (PEM, PKCS #8) or makes one, durable when the call returns.</summary>
    /// <exception cref="InvalidDataException">The file holds no P-256 private key.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SiteIdentity LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            AtomicFile.WriteSecret(path, Encoding.ASCII.GetBytes(fresh.ExportPkcs8PrivateKeyPem()));
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return SiteIdentity.FromPkcs8(key.ExportPkcs8PrivateKey());
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"'{path}' holds no P-256 private key in PEM: restore the site's identity key.", unusable);
        }
    }

    /// <summary>The public half, as rosters hold it.</summary>
    public static IdentityKey PublicKeyOf(SiteIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return IdentityKey.FromPoint(identity.PublicKey.ToArray());
    }
}
