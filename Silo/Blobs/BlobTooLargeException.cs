using System.Globalization;

namespace Tapestry.Silo.Blobs;

/// <summary>Content is above the store's limit. Nothing was stored.</summary>
public sealed class BlobTooLargeException(long limitBytes) : BlobException(
    "blob.too-large",
    string.Create(CultureInfo.InvariantCulture, $"A blob holds at most {limitBytes:N0} bytes here, and the content is longer. Use smaller shards, or raise the store's limit."))
{
    /// <summary>Largest size of a blob in bytes.</summary>
    public long LimitBytes { get; } = limitBytes;
}
