using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>A SHA-256 (FIPS 180-4) that names immutable bytes: 64 lowercase hexadecimal digits.</summary>
[JsonConverter(typeof(StringIdJsonConverter<Sha256Digest>))]
public readonly record struct Sha256Digest : IStringId<Sha256Digest>
{
    /// <summary>Length of the text in characters.</summary>
    public const int HexLength = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string? value;

    private Sha256Digest(string hex) => value = hex;

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <summary>Hashes bytes.</summary>
    public static Sha256Digest Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Wraps a computed hash of 32 bytes.</summary>
    /// <exception cref="InvalidIdException">The hash is not 32 bytes long.</exception>
    public static Sha256Digest FromHash(ReadOnlySpan<byte> hash) => hash.Length == SHA256.HashSizeInBytes
        ? new(Convert.ToHexStringLower(hash))
        : throw new InvalidIdException($"A SHA-256 has {SHA256.HashSizeInBytes} bytes, not {hash.Length}.");

    /// <inheritdoc/>
    public static Sha256Digest Parse(string text) => TryParse(text)
        ?? throw new InvalidIdException($"Digest '{text}' is not valid: write {HexLength} lowercase hexadecimal digits.");

    /// <summary>Reads a digest; null when the text is something else.</summary>
    public static Sha256Digest? TryParse(string text) =>
        text is { Length: HexLength } && !text.AsSpan().ContainsAnyExcept(Digits) ? new(text) : null;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
