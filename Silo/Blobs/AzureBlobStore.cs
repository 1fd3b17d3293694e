using System.Runtime.CompilerServices;
using Azure;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs.Azure;

namespace Tapestry.Silo.Blobs;

/// <summary>
/// Blobs as block blobs of Azure Blob Storage. A blob appears under its name in one step and only when nothing is there: two
/// silos that put the same content at once both succeed, and neither shows anything unverified.
/// </summary>
public sealed class AzureBlobStore : IBlobStore
{
    private readonly AzureLayout layout;
    private readonly AzureBlobStoreOptions options;
    private readonly TimeProvider clock;

    private AzureBlobStore(AzureLayout layout, AzureBlobStoreOptions options, TimeProvider clock)
    {
        this.layout = layout;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Opens a store; makes the container when it is missing, and tries the rights that the store needs.</summary>
    /// <exception cref="BlobStoreUnavailableException">The container is missing, refuses this access, or has an unknown format.</exception>
    /// <exception cref="BlobStoreOutageException">It does not answer.</exception>
    public static async Task<AzureBlobStore> OpenAsync(
        AzureBlobStoreOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBlobBytes, 1);
        var layout = new AzureLayout(options.Container, options.Prefix);
        await AzureOpening.PrepareAsync(layout, cancellationToken);
        return new AzureBlobStore(layout, options, clock);
    }

    /// <inheritdoc/>
    public async Task<Sha256Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var blob = BlobContent.Identify(content.Span, options.MaxBlobBytes);
        await Put(blob).PutAsync(content, cancellationToken);
        return blob;
    }

    /// <inheritdoc/>
    public async Task PutAsync(Sha256Digest blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BlobContent.Verify(blob, content.Span, options.MaxBlobBytes);
        await Put(blob).PutAsync(content, cancellationToken);
    }

    /// <inheritdoc/>
    public Task PutAsync(Sha256Digest blob, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Put(blob).PutAsync(blob, content, options.MaxBlobBytes, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest blob, CancellationToken cancellationToken)
    {
        await using var stream = await OpenReadAsync(blob, cancellationToken);
        return await BlobContent.ReadAsync(stream, options.MaxBlobBytes, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(Sha256Digest blob, CancellationToken cancellationToken) => AzureFaults.Guard<Stream>(
        layout.Store,
        async () =>
        {
            try
            {
                var found = (await layout.Blob(blob).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
                return new VerifyingReadStream(
                    new ObjectStream(found.Content, found.Details.ContentLength, layout.Store), blob,
                    () => AzureQuarantine.SetAsideAsync(layout, blob, found.Details.ETag, clock));
            }
            catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault))
            {
                throw new MissingBlobException(blob);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Sha256Digest blob, CancellationToken cancellationToken) => AzureFaults.Guard(
        layout.Store, () => IfThere(() => layout.Blob(blob).GetPropertiesAsync(cancellationToken: cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in AzureListing.Of(layout, layout.Whole, cancellationToken))
        {
            if (Sha256Digest.TryParse(item.Name[layout.Whole.Length..]) is { } blob)
            {
                yield return new BlobInfo(blob, item.Properties.ContentLength ?? 0, PutTime.Of(item));
            }
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(Sha256Digest blob, CancellationToken cancellationToken) => AzureFaults.Guard(
        layout.Store, () => IfThere(() => layout.Blob(blob).DeleteAsync(cancellationToken: cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IBlobUpload> OpenUploadAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        await AzureUpload.OpenAsync(layout, blob, this, options, clock, cancellationToken);

    /// <inheritdoc/>
    public Task<GarbageReport> CollectGarbageAsync(
        IReadOnlySet<Sha256Digest> roots, TimeSpan minimumAge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumAge, TimeSpan.Zero);
        return new AzureGarbageCollector(layout, clock.GetUtcNow() - minimumAge).CollectAsync(roots, cancellationToken);
    }

    private VerifiedPut Put(Sha256Digest blob) => new(new BlobWriter(layout.Blob(blob), layout.Store, clock), layout.Store);

    private static async Task<bool> IfThere<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault))
        {
            return false;
        }
    }
}
