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
    public bool Verify(P256Point key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Holds(TryImport(key), data, signature);

    /// <summary>As <see cref="Verify"/> for each, on all cores.</summary>
    internal bool[] VerifyEach(IReadOnlyList<SignedData> items)
    {
        ECDsa?[] keys = [.. items.Select(item => item.Key is { } key ? TryImport(key) : null)];
        var verified = new bool[items.Count];
        Parallel.For(0, items.Count, i => verified[i] = Holds(keys[i], items[i].Data, items[i].Signature));
        return verified;
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

    private static bool Holds(ECDsa? key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return key?.VerifyData(data, signature, HashAlgorithmName.SHA256) ?? false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Null for a point off the curve, which signs nothing.</summary>
    private ECDsa? TryImport(P256Point point)
    {
        if (!_keys.TryGetValue(point, out var key))
        {
            try
            {
                key = ECDsa.Create(point.ToParameters());
            }
            catch (CryptographicException)
            {
                return null;
            }

            _keys.Add(point, key);
        }

        return key;
    }
}
