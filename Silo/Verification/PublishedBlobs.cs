using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Verification;

/// <summary>The blobs among a region's published files, verified as they are read.</summary>
public sealed class PublishedBlobs(IPublishedFiles files) : IBlobReader
{
    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest blob, CancellationToken cancellationToken)
    {
        var bytes = await files.TryReadAsync(PublishedLayout.Blob(blob), cancellationToken) ?? throw new MissingBlobException(blob);
        var found = Sha256Digest.Of(bytes.Span);
        return found == blob ? bytes : throw new CorruptBlobException(blob, found);
    }
}
