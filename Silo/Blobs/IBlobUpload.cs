using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>
/// A blob arriving in pieces. Disposing without a commit keeps the pieces: a later session, also of another process,
/// goes on at <see cref="Length"/>.
/// </summary>
public interface IBlobUpload : IAsyncDisposable
{
    /// <summary>What the content must turn out to be.</summary>
    Sha256Digest Blob { get; }

    /// <summary>Bytes here so far: the offset of the next piece.</summary>
    long Length { get; }

    /// <summary>Adds the next piece.</summary>
    /// <exception cref="UploadOffsetException">The piece does not begin at <see cref="Length"/>.</exception>
    /// <exception cref="BlobTooLargeException">The content would be above the store's limit; the piece was not added.</exception>
    /// <exception cref="BlobStoreFullException">There is no room; go on at <see cref="Length"/> when there is.</exception>
    Task AppendAsync(long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken);

    /// <summary>Reads the pieces that are here back, from the start. Nothing is verified and the session goes on.</summary>
    /// <exception cref="BlobStoreUnavailableException">The store cannot be read.</exception>
    Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Verifies the content and makes it a blob, durable when the task completes. The session ends.</summary>
    /// <exception cref="BlobDigestMismatchException">The content is another; it was discarded, so start again at 0.</exception>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Discards the pieces. The session ends.</summary>
    Task AbortAsync(CancellationToken cancellationToken);
}
