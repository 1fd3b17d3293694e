using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Azure;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Azure;

/// <summary>The Azure backend in a container of its own.</summary>
public sealed class AzureFixture : IBlobStoreFixture
{
    private static int containers;
    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"test-{Interlocked.Increment(ref containers)}");

    public async Task<IBlobStore> OpenAsync(TimeProvider clock, long maxBlobBytes) => await AzureBlobStore.OpenAsync(
        new AzureBlobStoreOptions { Container = AzureContainer.Parse(await ConnectionAsync(), name), MaxBlobBytes = maxBlobBytes },
        clock, CancellationToken.None);

    /// <summary>The container, past the store.</summary>
    public async Task<BlobContainerClient> ContainerAsync() => new(await ConnectionAsync(), name);

    public async Task DamageAsync(Sha256Digest blob, Func<byte[], byte[]> change)
    {
        var stored = (await ContainerAsync()).GetBlobClient($"blobs/whole/{blob}");
        var found = (await stored.DownloadContentAsync()).Value;
        await stored.UploadAsync(
            new BinaryData(change(found.Content.ToArray())), new BlobUploadOptions { Metadata = found.Details.Metadata });
    }

    public void Dispose()
    {
        // The container goes with the server.
    }

    private static async Task<string> ConnectionAsync() => (await AzuriteServer.SharedAsync()).ConnectionString;
}
