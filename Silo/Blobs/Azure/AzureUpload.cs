using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>
/// Pieces as the committed blocks of an object that carries the blob's name among uploads. Its lease makes the session the only
/// one; that of a session that died, or slept for long, ends by itself, and the sleeper then writes nothing any more.
/// </summary>
internal sealed class AzureUpload : IBlobUpload
{
    private readonly UploadLease lease;
    private readonly BlockBlobClient staged;
    private readonly AzureBlobStore blobs;
    private readonly AzureBlobStoreOptions options;
    private readonly TimeProvider clock;
    private readonly string store;
    private readonly List<string> blocks;
    private bool hasEnded;

    private AzureUpload(
        AzureLayout layout, Sha256Digest blob, UploadLease lease, IReadOnlyList<BlobBlock> here, AzureBlobStore blobs,
        AzureBlobStoreOptions options, TimeProvider clock)
    {
        (this.lease, this.blobs, this.options, this.clock) = (lease, blobs, options, clock);
        (Blob, staged, store) = (blob, layout.Upload(blob), layout.Store);
        blocks = [.. here.Select(block => block.Name)];
        Length = here.Sum(block => block.SizeLong);
    }

    public Sha256Digest Blob { get; }

    public long Length { get; private set; }

    public static Task<AzureUpload> OpenAsync(
        AzureLayout layout, Sha256Digest blob, AzureBlobStore blobs, AzureBlobStoreOptions options, TimeProvider clock,
        CancellationToken cancellationToken) => AzureFaults.Guard(
            layout.Store,
            async () =>
            {
                var lease = await UploadLease.AcquireAsync(layout.Upload(blob), blob, clock, cancellationToken);
                var here = await layout.Upload(blob).GetBlockListAsync(
                    BlockListTypes.Committed, conditions: lease.Conditions, cancellationToken: cancellationToken);
                return new AzureUpload(layout, blob, lease, [.. here.Value.CommittedBlocks], blobs, options, clock);
            },
            cancellationToken);

    public Task AppendAsync(long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        if (offset != Length)
        {
            throw new UploadOffsetException(Blob, offset, Length);
        }

        if (piece.Length > options.MaxBlobBytes - Length)
        {
            throw new BlobTooLargeException(options.MaxBlobBytes);
        }

        return piece.IsEmpty ? Task.CompletedTask : WhileLeased(
            async () =>
            {
                var id = BlockId.Of(Length, piece.Span);
                await staged.StageBlockAsync(
                    id, BinaryData.FromBytes(piece).ToStream(), new BlockBlobStageBlockOptions { Conditions = lease.Conditions }, cancellationToken);
                await lease.RenewAsync(cancellationToken);
                await staged.CommitBlockListAsync(
                    [.. blocks, id], new CommitBlockListOptions { Metadata = PutTime.Now(clock), Conditions = lease.Conditions }, cancellationToken);
                blocks.Add(id);
                Length += piece.Length;
            },
            cancellationToken);
    }

    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        var content = GC.AllocateUninitializedArray<byte>((int)Length);
        await WhileLeased(
            async () =>
            {
                using var here = await DownloadAsync(cancellationToken);
                await here.Content.ReadExactlyAsync(content, cancellationToken);
            },
            cancellationToken);
        return content;
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await WhileLeased(() => PutAsync(cancellationToken), cancellationToken);
        await AbortAsync(cancellationToken);
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        hasEnded = true;
        await WhileLeased(() => staged.DeleteAsync(conditions: lease.Conditions, cancellationToken: cancellationToken), cancellationToken);
    }

    public ValueTask DisposeAsync() => hasEnded ? ValueTask.CompletedTask : lease.DisposeAsync();

    /// <summary>Reads the pieces back: nobody but this session may have changed them, and they are verified on their way to the name.</summary>
    private async Task PutAsync(CancellationToken cancellationToken)
    {
        using var here = await DownloadAsync(cancellationToken);
        try
        {
            await blobs.PutAsync(Blob, new ObjectStream(here.Content, Length, store), cancellationToken);
        }
        catch (BlobDigestMismatchException)
        {
            await AbortAsync(cancellationToken);
            throw;
        }
    }

    private async Task<BlobDownloadStreamingResult> DownloadAsync(CancellationToken cancellationToken) =>
        (await staged.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = lease.Conditions }, cancellationToken)).Value;

    private Task WhileLeased(Func<Task> action, CancellationToken cancellationToken) => AzureFaults.Guard(
        store,
        async () =>
        {
            try
            {
                await lease.RenewAsync(cancellationToken);
                await action();
            }
            catch (RequestFailedException fault) when (AzureFaults.IsLeasedAway(fault) || AzureFaults.IsMissing(fault))
            {
                throw new UploadInUseException(Blob);
            }
        },
        cancellationToken);
}
