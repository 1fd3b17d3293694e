using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>An identity key held in memory. The signature's nonce comes from the platform, so two signatures differ.</summary>
public sealed class SiteIdentity : ISiteSigner, IDisposable
{
    private readonly ECDsa _key;

    private SiteIdentity(ECDsa key)
    {
        _key = key;
        PublicKey = P256Point.FromParameters(key.ExportParameters(false));
    }

    /// <inheritdoc/>
    public P256Point PublicKey { get; }

    /// <summary>Opens a key.</summary>
    /// <param name="pkcs8">DER PrivateKeyInfo (RFC 5958) of a P-256 key.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static SiteIdentity FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return new SiteIdentity(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
