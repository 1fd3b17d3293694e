using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Folders;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Folders;

/// <summary>The folder backend in a temporary folder.</summary>
public sealed class FolderFixture : IBlobStoreFixture
{
    private readonly TemporaryFolder folder = new();

    public async Task<IBlobStore> OpenAsync(TimeProvider clock, long maxBlobBytes) => await FolderBlobStore.OpenAsync(
        new FolderBlobStoreOptions { Folder = folder.Path, MaxBlobBytes = maxBlobBytes }, clock, CancellationToken.None);

    public async Task DamageAsync(Sha256Digest blob, Func<byte[], byte[]> change)
    {
        var file = new BlobFolderLayout(folder.Path).BlobFile(blob);
        await File.WriteAllBytesAsync(file, change(await File.ReadAllBytesAsync(file)));
    }

    public void Dispose() => folder.Dispose();
}
