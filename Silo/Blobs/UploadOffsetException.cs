using System.Globalization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>A piece of an upload does not follow the last one. It was not added.</summary>
public sealed class UploadOffsetException(Sha256Digest blob, long offset, long expectedOffset) : BlobException(
    "blob.upload-offset",
    string.Create(CultureInfo.InvariantCulture, $"Upload of blob {blob}: a piece at offset {offset:N0} came where {expectedOffset:N0} is next. Go on from there."))
{
    /// <summary>Offset of the piece refused.</summary>
    public long Offset { get; } = offset;

    /// <summary>Offset at which the next piece must begin.</summary>
    public long ExpectedOffset { get; } = expectedOffset;
}
