using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>The region lacks a blob, or found it damaged and set it aside.</summary>
public sealed class BlobNotFoundException(Sha256Digest blob, string why) : TapestryException(
    "blob.not-found", $"Blob {blob} cannot be read: {why}. Restore it from another copy and try again.")
{
    /// <summary>The blob.</summary>
    public Sha256Digest Blob { get; } = blob;
}
