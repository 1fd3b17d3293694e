using Azure;
using Azure.Storage.Blobs.Models;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>Deletes what no root names and nobody has put for a while.</summary>
internal sealed class AzureGarbageCollector(AzureLayout layout, DateTimeOffset oldestKept)
{
    public async Task<GarbageReport> CollectAsync(IReadOnlySet<Sha256Digest> roots, CancellationToken cancellationToken)
    {
        var (kept, deleted, bytes) = (0L, 0L, 0L);
        await foreach (var item in AzureListing.Of(layout, layout.Whole, cancellationToken))
        {
            if (Sha256Digest.TryParse(item.Name[layout.Whole.Length..]) is not { } blob)
            {
                continue;
            }

            if (IsOld(item) && !roots.Contains(blob) && await TryDeleteAsync(item, cancellationToken))
            {
                deleted++;
                bytes += item.Properties.ContentLength ?? 0;
            }
            else
            {
                kept++;
            }
        }

        var uploads = await DeleteOldAsync(layout.Uploads, cancellationToken);
        await DeleteOldAsync(layout.Quarantine, cancellationToken);
        return new GarbageReport(kept, deleted, bytes, uploads);
    }

    /// <summary>Deletes the object that was listed: one that was renewed since has another ETag and stays, as does an upload under way.</summary>
    private Task<bool> TryDeleteAsync(BlobItem item, CancellationToken cancellationToken) => AzureFaults.Guard(
        layout.Store,
        async () =>
        {
            try
            {
                await layout.Object(item.Name).DeleteAsync(
                    conditions: new BlobRequestConditions { IfMatch = item.Properties.ETag }, cancellationToken: cancellationToken);
                return true;
            }
            catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault) || AzureFaults.IsOvertaken(fault) || AzureFaults.IsLeasedAway(fault))
            {
                return false;
            }
        },
        cancellationToken);

    private async Task<long> DeleteOldAsync(string folder, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        await foreach (var item in AzureListing.Of(layout, folder, cancellationToken))
        {
            deleted += IsOld(item) && await TryDeleteAsync(item, cancellationToken) ? 1 : 0;
        }

        return deleted;
    }

    private bool IsOld(BlobItem item) => PutTime.Of(item) <= oldestKept;
}
