using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>Checks ECDSA signatures and keeps the imported keys of a roster; one caller at a time.</summary>
public sealed class SignatureVerifier : IDisposable
{
    private readonly Dictionary<P256Point, ECDsa> _keys = [];

    /// <summary>True when the key made the signature over the data; false too when the key is no point of the curve.</summary>
    /// <param name="key">Public key.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">64 bytes, r and s.</param>
    public bool Verify(P256Point key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return Import(key).VerifyData(data, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            // A point off the curve signs nothing.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Clear();
    }

    private ECDsa Import(P256Point point)
    {
        if (!_keys.TryGetValue(point, out var key))
        {
            key = ECDsa.Create(point.ToParameters());
            _keys.Add(point, key);
        }

        return key;
    }
}
