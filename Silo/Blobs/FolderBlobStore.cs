using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;
using Tapestry.Silo.Blobs.Folders;

namespace Tapestry.Silo.Blobs;

/// <summary>Blobs as files in a folder: temporary file, flush to disk, rename, flush of the folder.</summary>
public sealed class FolderBlobStore : IBlobStore
{
    private readonly BlobFolderLayout layout;
    private readonly FolderBlobStoreOptions options;
    private readonly TimeProvider clock;

    private FolderBlobStore(BlobFolderLayout layout, FolderBlobStoreOptions options, TimeProvider clock)
    {
        this.layout = layout;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Opens a store, makes its folder when missing, and removes what a crash left behind.</summary>
    /// <exception cref="BlobStoreUnavailableException">The folder cannot be made or written, or has an unknown format.</exception>
    /// <exception cref="BlobStoreFullException">There is no room for the folder.</exception>
    public static async Task<FolderBlobStore> OpenAsync(
        FolderBlobStoreOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBlobBytes, 1);
        var layout = new BlobFolderLayout(options.Folder);
        await StorageErrors.Guard(
            layout.Root, () => Task.Run(() => BlobFolderOpening.Prepare(layout), cancellationToken));
        return new FolderBlobStore(layout, options, clock);
    }

    /// <inheritdoc/>
    public async Task<Sha256Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var blob = BlobContent.Identify(content.Span, options.MaxBlobBytes);
        await StoreAsync(blob, content, cancellationToken);
        return blob;
    }

    /// <inheritdoc/>
    public async Task PutAsync(Sha256Digest blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BlobContent.Verify(blob, content.Span, options.MaxBlobBytes);
        await StoreAsync(blob, content, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task PutAsync(Sha256Digest blob, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (await StorageErrors.Guard(layout.Root, () => Task.FromResult(TryRenew(blob))))
        {
            return;
        }

        await using var incoming = await StorageErrors.Guard(
            layout.Root, () => Task.FromResult(IncomingFile.Create(layout, blob)));
        var actual = await DigestCopy.CopyAsync(
            content, incoming.Stream, layout.Root, options.MaxBlobBytes, cancellationToken);
        if (actual != blob)
        {
            throw new BlobDigestMismatchException(blob, actual);
        }

        await StorageErrors.Guard(
            layout.Root, () => incoming.CommitAsync(layout, blob, clock.GetUtcNow(), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest blob, CancellationToken cancellationToken)
    {
        await using var stream = await OpenReadAsync(blob, cancellationToken);
        return await StorageErrors.Guard(layout.Root, () => BlobContent.ReadAsync(stream, options.MaxBlobBytes, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        StorageErrors.Guard<Stream>(layout.Root, () => Task.FromResult<Stream>(
            new VerifyingReadStream(OpenFile(blob), blob, () => Task.Run(() => SetAside(blob)))));

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(layout.BlobFile(blob)));

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobInfo> ListAsync(CancellationToken cancellationToken) => layout.BlobFiles()
        .TakeWhile(_ => Continues(cancellationToken))
        .Where(each => each.File.Exists)
        .Select(each => new BlobInfo(each.Blob, each.File.Length, new DateTimeOffset(each.File.LastWriteTimeUtc)))
        .ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        StorageErrors.Guard(layout.Root, () =>
        {
            var path = layout.BlobFile(blob);
            var exists = File.Exists(path);
            if (exists)
            {
                File.Delete(path);
                DurableFolder.Synchronize(layout.BlobFolder(blob));
            }

            return Task.FromResult(exists);
        });

    /// <inheritdoc/>
    public Task<IBlobUpload> OpenUploadAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        StorageErrors.Guard(layout.Root, () => Task.FromResult<IBlobUpload>(FolderUpload.Open(layout, options, clock, blob)));

    /// <inheritdoc/>
    public Task<GarbageReport> CollectGarbageAsync(
        IReadOnlySet<Sha256Digest> roots, TimeSpan minimumAge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumAge, TimeSpan.Zero);
        var collector = new FolderGarbageCollector(layout, clock.GetUtcNow() - minimumAge);
        return StorageErrors.Guard(
            layout.Root, () => Task.Run(() => collector.Collect(roots, cancellationToken), cancellationToken));
    }

    private static bool Continues(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    private Task StoreAsync(Sha256Digest blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        StorageErrors.Guard(layout.Root, async () =>
        {
            if (TryRenew(blob))
            {
                return;
            }

            await using var incoming = IncomingFile.Create(layout, blob);
            await incoming.Stream.WriteAsync(content, cancellationToken);
            await incoming.CommitAsync(layout, blob, clock.GetUtcNow(), cancellationToken);
        });

    /// <summary>Puts the age of a blob that is there back to zero; false when it is not there.</summary>
    private bool TryRenew(Sha256Digest blob)
    {
        try
        {
            File.SetLastWriteTimeUtc(layout.BlobFile(blob), clock.GetUtcNow().UtcDateTime);

            // Whoever is storing the same content this moment may not have made its name durable yet.
            DurableFolder.Synchronize(layout.BlobFolder(blob));
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private FileStream OpenFile(Sha256Digest blob)
    {
        try
        {
            return new FileStream(
                layout.BlobFile(blob), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete,
                bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MissingBlobException(blob);
        }
    }

    /// <summary>Moves damaged content out of the way, and back when somebody had replaced it in between.</summary>
    private void SetAside(Sha256Digest blob)
    {
        var aside = layout.QuarantineFile(blob);
        if (!File.Exists(layout.BlobFile(blob)))
        {
            return;
        }

        DurableFolder.Move(layout.BlobFile(blob), aside);
        using var content = File.OpenRead(aside);
        if (Sha256Digest.FromHash(SHA256.HashData(content)) == blob)
        {
            DurableFolder.Move(aside, layout.BlobFile(blob));
        }
    }
}
