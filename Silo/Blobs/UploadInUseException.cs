using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>Two sessions would upload the same blob at once.</summary>
public sealed class UploadInUseException(Sha256Digest blob) : BlobException(
    "blob.upload-in-use", $"Blob {blob} is being uploaded by another session. Wait for it to end, or use that one.");
