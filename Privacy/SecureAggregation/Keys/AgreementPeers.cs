using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>Public keys of members, each checked and imported once for many agreements from several threads.</summary>
internal sealed class AgreementPeers(IReadOnlyDictionary<int, P256Point> points) : IDisposable
{
    private readonly Dictionary<int, ECDiffieHellmanPublicKey> _keys =
        points.ToDictionary(point => point.Key, point => Import(point.Value));

    /// <summary>X coordinate of the common point with a member, 32 bytes; the caller erases it.</summary>
    public byte[] Agree(ECDiffieHellman own, int member) => own.DeriveRawSecretAgreement(_keys[member]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private static ECDiffieHellmanPublicKey Import(P256Point point)
    {
        using var key = ECDiffieHellman.Create(point.ToParameters());
        return key.PublicKey;
    }
}
