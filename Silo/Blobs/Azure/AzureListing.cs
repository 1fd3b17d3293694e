using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>The objects of a folder in the order of their names, with their metadata.</summary>
internal static class AzureListing
{
    public static async IAsyncEnumerable<BlobItem> Of(
        AzureLayout layout, string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = layout.Container
            .GetBlobsAsync(BlobTraits.Metadata, prefix: folder, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await AzureFaults.Guard(layout.Store, () => items.MoveNextAsync().AsTask(), cancellationToken))
        {
            yield return items.Current;
        }
    }
}
