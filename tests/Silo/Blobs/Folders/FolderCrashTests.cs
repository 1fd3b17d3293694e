using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Folders;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Folders;

/// <summary>What a crash, a foreign folder or a broken disk leaves, and what the store makes of it.</summary>
public sealed class FolderCrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private BlobFolderLayout Layout => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Temporary_files_of_a_crash_are_removed_at_start_and_blobs_are_not()
    {
        var blob = await (await OpenAsync()).PutAsync("whole"u8.ToArray(), CancellationToken.None);
        var leftover = Path.Combine(Layout.Incoming, new string('a', 64) + ".0.tmp");
        await File.WriteAllTextAsync(leftover, "half");

        var store = await OpenAsync();

        Assert.False(File.Exists(leftover));
        Assert.True(await store.ExistsAsync(blob, CancellationToken.None));
    }

    [Fact]
    public async Task A_temporary_file_in_use_by_another_process_stays()
    {
        await OpenAsync();
        await using var incoming = IncomingFile.Create(Layout, Sha256Digest.Of("x"u8));

        await OpenAsync();

        Assert.True(File.Exists(incoming.Stream.Name));
    }

    [Fact]
    public async Task A_blob_that_a_collection_had_moved_when_it_crashed_comes_back()
    {
        var store = await OpenAsync();
        var blob = await store.PutAsync("kept"u8.ToArray(), CancellationToken.None);
        File.Move(Layout.BlobFile(blob), Layout.TrashFile(blob));

        Assert.True(await (await OpenAsync()).ExistsAsync(blob, CancellationToken.None));
    }

    [Fact]
    public async Task No_put_leaves_a_temporary_file_whether_it_succeeds_or_fails()
    {
        var store = await OpenAsync();
        await store.PutAsync("good"u8.ToArray(), CancellationToken.None);
        await Assert.ThrowsAsync<BlobDigestMismatchException>(() => store.PutAsync(
            Sha256Digest.Of("said"u8), new MemoryStream("sent"u8.ToArray()), CancellationToken.None));

        Assert.Empty(Directory.EnumerateFiles(Layout.Incoming));
    }

    [Fact]
    public async Task Damaged_content_is_kept_aside_for_inspection()
    {
        var store = await OpenAsync();
        var blob = await store.PutAsync("good"u8.ToArray(), CancellationToken.None);
        await File.WriteAllTextAsync(Layout.BlobFile(blob), "evil");

        await Assert.ThrowsAsync<CorruptBlobException>(() => store.ReadAsync(blob, CancellationToken.None));

        Assert.Equal("evil", await File.ReadAllTextAsync(Layout.QuarantineFile(blob)));
    }

    [Fact]
    public async Task A_format_from_the_future_is_refused()
    {
        await OpenAsync();
        await File.WriteAllTextAsync(Layout.FormatFile, "tapestry-blobs 2\n");

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(OpenAsync);

        Assert.Contains("'tapestry-blobs 2', this build reads 'tapestry-blobs 1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_where_no_folder_can_be_is_refused_by_name()
    {
        var file = folder.File("file");
        await File.WriteAllTextAsync(file, "in the way");

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => FolderBlobStore.OpenAsync(
            new FolderBlobStoreOptions { Folder = Path.Combine(file, "store") }, TimeProvider.System, CancellationToken.None));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_becomes_unwritable_says_so_and_stores_nothing()
    {
        var store = await OpenAsync();
        Directory.Delete(Layout.Incoming);
        await File.WriteAllTextAsync(Layout.Incoming, "in the way");

        await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => store.PutAsync("x"u8.ToArray(), CancellationToken.None));

        Assert.False(await store.ExistsAsync(Sha256Digest.Of("x"u8), CancellationToken.None));
    }

    private Task<FolderBlobStore> OpenAsync() => FolderBlobStore.OpenAsync(
        new FolderBlobStoreOptions { Folder = folder.Path }, TimeProvider.System, CancellationToken.None);
}
