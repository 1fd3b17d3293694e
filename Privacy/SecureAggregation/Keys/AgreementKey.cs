using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>An ephemeral ECDH key on P-256 as its 32-byte private scalar, so that the scalar can be shared and stored.</summary>
internal static class AgreementKey
{
    public const int ByteCount = 32;

    /// <summary>Order of the group (FIPS 186-5, P-256), big-endian.</summary>
    private static readonly byte[] Order =
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    /// <summary>Draws a scalar from 1 to the order less 1, uniformly, by rejection.</summary>
    public static byte[] Draw(IRandomBytes random)
    {
        var scalar = new byte[ByteCount];
        do
        {
            random.Fill(scalar);
        }
        while (!IsScalar(scalar));
        return scalar;
    }

    public static bool IsScalar(ReadOnlySpan<byte> scalar) => scalar.Length == ByteCount
        && scalar.ContainsAnyExcept((byte)0)
        && scalar.SequenceCompareTo(Order) < 0;

    public static P256Point PublicOf(byte[] scalar)
    {
        using var key = Import(scalar);
        return P256Point.FromParameters(key.ExportParameters(false));
    }

    public static ECDiffieHellman Import(byte[] scalar) =>
        ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });

    /// <summary>X coordinate of the common point, 32 bytes; the caller erases it.</summary>
    /// <exception cref="CryptographicException">The peer's point is not on the curve.</exception>
    public static byte[] Agree(ECDiffieHellman own, P256Point peer)
    {
        using var other = ECDiffieHellman.Create(peer.ToParameters());
        using var key = other.PublicKey;
        return own.DeriveRawSecretAgreement(key);
    }
}
