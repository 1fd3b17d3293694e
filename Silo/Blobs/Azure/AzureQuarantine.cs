using Azure;
using Azure.Storage.Blobs.Models;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>Moves damaged content out of the way.</summary>
internal static class AzureQuarantine
{
    /// <summary>Does nothing to what somebody put or deleted after the damage was read.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="blob">What the content should have been.</param>
    /// <param name="damaged">The content that was read.</param>
    /// <param name="clock">Dates what is set aside, which goes as garbage does.</param>
    public static Task SetAsideAsync(AzureLayout layout, Sha256Digest blob, ETag damaged, TimeProvider clock) => AzureFaults.Guard(
        layout.Store,
        async () =>
        {
            var ifDamaged = new BlobRequestConditions { IfMatch = damaged };
            try
            {
                using var found = (await layout.Blob(blob).DownloadStreamingAsync(new BlobDownloadOptions { Conditions = ifDamaged })).Value;
                await layout.Damaged(blob).UploadAsync(found.Content, new BlobUploadOptions { Metadata = PutTime.Now(clock) });
                await layout.Blob(blob).DeleteAsync(conditions: ifDamaged);
            }
            catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault) || AzureFaults.IsOvertaken(fault))
            {
                // Replaced, renewed or gone: the next reading finds out.
            }
        },
        CancellationToken.None);
}
