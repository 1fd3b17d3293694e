using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>Stored bytes are not what their name says. They were set aside: the blob now counts as missing.</summary>
public sealed class CorruptBlobException(Sha256Digest blob, Sha256Digest actual) : BlobException(
    "blob.corrupt", $"Blob {blob} is damaged: its bytes have SHA-256 {actual}. They were set aside; put it again from another copy.")
{
    /// <summary>The blob.</summary>
    public Sha256Digest Blob { get; } = blob;

    /// <summary>SHA-256 of the bytes found.</summary>
    public Sha256Digest Actual { get; } = actual;
}
