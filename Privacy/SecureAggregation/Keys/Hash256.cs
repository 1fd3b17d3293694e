using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>A SHA-256 digest, 32 bytes.</summary>
public readonly record struct Hash256
{
    /// <summary>Bytes of a digest.</summary>
    public const int ByteCount = 32;

    private readonly string? _hex;

    private Hash256(string hex) => _hex = hex;

    /// <summary>The digest as 64 lowercase hexadecimal digits; zeros for the default value.</summary>
    public string Hex => _hex ?? new string('0', 2 * ByteCount);

    /// <summary>Digest of bytes.</summary>
    public static Hash256 Of(ReadOnlySpan<byte> data) => FromBytes(SHA256.HashData(data));

    /// <summary>Takes a digest as it is.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static Hash256 FromBytes(ReadOnlySpan<byte> digest) => digest.Length == ByteCount
        ? new Hash256(Convert.ToHexStringLower(digest))
        : throw new ArgumentException($"A SHA-256 digest has {ByteCount} bytes, not {digest.Length}.", nameof(digest));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Hash256 Parse(string hex) => FromBytes(Convert.FromHexString(hex));

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray() => Convert.FromHexString(Hex);

    /// <inheritdoc/>
    public bool Equals(Hash256 other) => Hex == other.Hex;

    /// <inheritdoc/>
    public override int GetHashCode() => Hex.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
