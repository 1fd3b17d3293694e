using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Folders;

namespace Tapestry.Silo.Tests.Blobs.Folders;

public sealed class StorageErrorsTests
{
    [Fact]
    public async Task A_full_device_is_told_from_other_failures() =>
        await Assert.ThrowsAsync<BlobStoreFullException>(() => StorageErrors.Guard("store", async () =>
        {
            await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.Write, bufferSize: 0);
            await full.WriteAsync(new byte[1]);
        }));

    [Fact]
    public void A_spent_quota_counts_as_full() =>
        Assert.IsType<BlobStoreFullException>(StorageErrors.Translate("store", new IOException("Disk quota exceeded.", 122)));

    [Fact]
    public void Anything_else_is_unavailable_with_the_reason()
    {
        var error = StorageErrors.Translate("the-store", new UnauthorizedAccessException("Access denied."));

        Assert.IsType<BlobStoreUnavailableException>(error);
        Assert.Contains("'the-store' cannot be used: Access denied.", error.Message, StringComparison.Ordinal);
    }
}
