using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>The name under which a store keeps a blob: its digest in lower-case hexadecimal.</summary>
internal static class BlobName
{
    /// <summary>The blob of that name; null when the name is something else's.</summary>
    public static Sha256Digest? TryParse(string name) =>
        name.Length == Sha256Digest.HexLength && name.All(char.IsAsciiHexDigitLower) ? Sha256Digest.Parse(name) : null;
}
