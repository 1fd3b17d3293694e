using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>A public key: a point of NIST P-256, uncompressed (SEC 1, section 2.3.3).</summary>
/// <remarks>That the point is on the curve is checked where the key is used.</remarks>
public readonly record struct P256Point
{
    /// <summary>Bytes of a point: 0x04, X, Y.</summary>
    public const int ByteCount = 65;

    private const int CoordinateBytes = 32;
    private const byte Uncompressed = 4;

    private readonly string? _hex;

    private P256Point(string hex) => _hex = hex;

    /// <summary>The point as 130 lowercase hexadecimal digits.</summary>
    public string Hex => _hex ?? "";

    /// <summary>Takes the encoded point.</summary>
    /// <param name="point">65 bytes, the first 0x04.</param>
    /// <exception cref="ArgumentException">Length or first byte differ.</exception>
    public static P256Point FromBytes(ReadOnlySpan<byte> point) => IsEncoding(point)
        ? new P256Point(Convert.ToHexStringLower(point))
        : throw new ArgumentException($"A P-256 point is {ByteCount} bytes that start with 0x04.", nameof(point));

    /// <summary>Reads an identity key in the form in which rosters hold it.</summary>
    /// <param name="info">DER SubjectPublicKeyInfo (RFC 5480) of a P-256 key.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static P256Point FromSubjectPublicKeyInfo(ReadOnlySpan<byte> info)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(info, out _);
        return FromParameters(key.ExportParameters(false));
    }

    /// <summary>The 65 bytes.</summary>
    public byte[] ToArray() => Convert.FromHexString(Hex);

    /// <inheritdoc/>
    public override string ToString() => Hex;

    internal static bool IsEncoding(ReadOnlySpan<byte> point) => point.Length == ByteCount && point[0] == Uncompressed;

    internal static P256Point FromParameters(ECParameters key)
    {
        if (key.Q.X is not { Length: CoordinateBytes } x || key.Q.Y is not { Length: CoordinateBytes } y)
        {
            throw new CryptographicException("The key is not on NIST P-256.");
        }

        return FromBytes([Uncompressed, .. x, .. y]);
    }

    internal ECParameters ToParameters()
    {
        var bytes = ToArray();
        return new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = bytes[1..(1 + CoordinateBytes)], Y = bytes[(1 + CoordinateBytes)..] },
        };
    }
}
