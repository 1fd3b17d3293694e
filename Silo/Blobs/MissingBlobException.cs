using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>The store does not have the blob.</summary>
public sealed class MissingBlobException(Sha256Digest blob) : BlobException(
    "blob.missing", $"Blob {blob} is not in the store. Put it again from another copy.")
{
    /// <summary>The blob.</summary>
    public Sha256Digest Blob { get; } = blob;
}
