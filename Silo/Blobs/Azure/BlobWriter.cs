using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>
/// Writes one blob under its final name, where nobody sees it before the commit: a short one in one request, a longer one in
/// blocks. Blocks that are never committed are dropped by the store after a week.
/// </summary>
internal sealed class BlobWriter(BlockBlobClient blob, string store, TimeProvider clock)
{
    /// <summary>Bytes of a block; content up to it goes in one request.</summary>
    public const int BlockBytes = 4 << 20;

    private static readonly BlobRequestConditions IfAbsent = new() { IfNoneMatch = ETag.All };
    private readonly List<string> blocks = [];
    private long length;

    /// <summary>Puts the age of a blob that is there back to zero; false when it is not there.</summary>
    public Task<bool> TryRenewAsync(CancellationToken cancellationToken) => AzureFaults.Guard(
        store,
        async () =>
        {
            try
            {
                await blob.SetMetadataAsync(PutTime.Now(clock), cancellationToken: cancellationToken);
                return true;
            }
            catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault))
            {
                return false;
            }
        },
        cancellationToken);

    /// <summary>Sends a block that others follow.</summary>
    public Task StageAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken) => AzureFaults.Guard(
        store,
        async () =>
        {
            var id = BlockId.Of(length, block.Span);
            await blob.StageBlockAsync(id, BinaryData.FromBytes(block).ToStream(), cancellationToken: cancellationToken);
            blocks.Add(id);
            length += block.Length;
        },
        cancellationToken);

    /// <summary>
    /// Sends the last block and makes the blob, at once and whole. False when another writer made it meanwhile, which also drops
    /// the blocks that were staged here.
    /// </summary>
    public Task<bool> TryCommitAsync(ReadOnlyMemory<byte> last, CancellationToken cancellationToken) => AzureFaults.Guard(
        store,
        async () =>
        {
            try
            {
                await (blocks.Count == 0 ? CommitWholeAsync(last, cancellationToken) : CommitBlocksAsync(last, cancellationToken));
                return true;
            }
            catch (RequestFailedException fault) when (AzureFaults.IsOvertaken(fault))
            {
                blocks.Clear();
                length = 0;
                return false;
            }
        },
        cancellationToken);

    private async Task CommitWholeAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => await blob.UploadAsync(
        BinaryData.FromBytes(content).ToStream(),
        new BlobUploadOptions
        {
            Metadata = PutTime.Now(clock), Conditions = IfAbsent,
            TransferOptions = new() { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes },
        },
        cancellationToken);

    private async Task CommitBlocksAsync(ReadOnlyMemory<byte> last, CancellationToken cancellationToken)
    {
        if (!last.IsEmpty)
        {
            await StageAsync(last, cancellationToken);
        }

        await blob.CommitBlockListAsync(
            blocks, new CommitBlockListOptions { Metadata = PutTime.Now(clock), Conditions = IfAbsent }, cancellationToken);
    }
}
