using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>
/// Immutable bytes named by their SHA-256. A put is whole and durable or absent; a read never delivers the last byte of
/// content that is not what its name says; the same content put twice is stored once. Any number of processes may share
/// a store.
/// </summary>
public interface IBlobStore : IBlobReader
{
    /// <summary>Stores bytes, durable when the task completes, and returns their name.</summary>
    /// <exception cref="BlobTooLargeException">The content is above the store's limit.</exception>
    /// <exception cref="BlobStoreFullException">There is no room; nothing was stored.</exception>
    /// <exception cref="BlobStoreUnavailableException">The store cannot be written; nothing was stored.</exception>
    /// <exception cref="BlobStoreOutageException">The store does not answer now; trying again may help.</exception>
    Task<Sha256Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Stores bytes that are said to have this content; they are hashed once.</summary>
    /// <exception cref="BlobDigestMismatchException">The content is another; nothing was stored.</exception>
    /// <inheritdoc cref="PutAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    Task PutAsync(Sha256Digest blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Stores a stream that is said to have this content.</summary>
    /// <exception cref="BlobDigestMismatchException">The content is another; nothing was stored.</exception>
    /// <inheritdoc cref="PutAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    Task PutAsync(Sha256Digest blob, Stream content, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob for one sequential reading; <see cref="Stream.Length"/> is its size. The read that would deliver the
    /// last byte of damaged content throws <see cref="CorruptBlobException"/> instead: act on content read to the end.
    /// </summary>
    /// <exception cref="MissingBlobException">The store does not have it.</exception>
    Task<Stream> OpenReadAsync(Sha256Digest blob, CancellationToken cancellationToken);

    /// <summary>Whether the store has the blob; its content is not read.</summary>
    Task<bool> ExistsAsync(Sha256Digest blob, CancellationToken cancellationToken);

    /// <summary>All blobs in the order of their names. What changes meanwhile may be in it or not.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes a blob; false when the store did not have it.</summary>
    Task<bool> DeleteAsync(Sha256Digest blob, CancellationToken cancellationToken);

    /// <summary>Begins an upload, or goes on with one that stopped: <see cref="IBlobUpload.Length"/> says where.</summary>
    /// <exception cref="UploadInUseException">Another session is uploading this blob now.</exception>
    Task<IBlobUpload> OpenUploadAsync(Sha256Digest blob, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what no root names and what has been neither put nor put again for the minimum age; the age covers the
    /// time between a put and the transaction that refers to it. Stopped uploads and damaged content of that age go too.
    /// </summary>
    /// <param name="roots">Every blob to be kept, references inside blobs already followed.</param>
    /// <param name="minimumAge">Zero or more.</param>
    /// <param name="cancellationToken">Stops between two blobs.</param>
    Task<GarbageReport> CollectGarbageAsync(
        IReadOnlySet<Sha256Digest> roots, TimeSpan minimumAge, CancellationToken cancellationToken);
}
