using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>
/// A member's public identity key: the DER SubjectPublicKeyInfo (RFC 5480) of an uncompressed NIST P-256 point, in Base64.
/// </summary>
/// <remarks>That the point is on the curve is checked where the key is used.</remarks>
[JsonConverter(typeof(StringIdJsonConverter<IdentityKey>))]
public readonly record struct IdentityKey : IStringId<IdentityKey>
{
    private const int InfoBytes = 91;

    private readonly string? value;

    private IdentityKey(string text) => value = text;

    /// <inheritdoc/>
    public string Value => value ?? "";

    // What comes before X and Y: the algorithm, the curve, and that the point is uncompressed.
    private static ReadOnlySpan<byte> Prefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>Takes the encoded key.</summary>
    /// <param name="info">DER SubjectPublicKeyInfo of a P-256 key, 91 bytes.</param>
    /// <exception cref="InvalidIdException">It is no such key.</exception>
    public static IdentityKey FromSubjectPublicKeyInfo(ReadOnlySpan<byte> info) =>
        info.Length == InfoBytes && info.StartsWith(Prefix)
            ? new(Convert.ToBase64String(info))
            : throw new InvalidIdException(
                $"An identity key of {info.Length} bytes is not valid: give the SubjectPublicKeyInfo of a P-256 key, {InfoBytes} bytes.");

    /// <inheritdoc/>
    public static IdentityKey Parse(string text)
    {
        var info = new byte[InfoBytes];
        return Convert.TryFromBase64String(text, info, out var length)
            ? FromSubjectPublicKeyInfo(info.AsSpan(0, length))
            : throw new InvalidIdException($"Identity key '{text}' is not valid: write {InfoBytes} bytes in Base64.");
    }

    /// <summary>The DER SubjectPublicKeyInfo, 91 bytes.</summary>
    public byte[] ToSubjectPublicKeyInfo() => Convert.FromBase64String(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
