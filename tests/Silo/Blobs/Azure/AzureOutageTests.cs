using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Azure;

/// <summary>The server is killed and starts again.</summary>
public sealed class AzureOutageTests : IAsyncLifetime
{
    private static readonly byte[] Large = Content(32 << 20);
    private AzuriteServer server = null!;
    private AzureBlobStore store = null!;

    public async Task InitializeAsync()
    {
        server = await AzuriteServer.StartAsync();
        store = await AzureAccess.OpenAsync(server.ConnectionString, "outage");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Every_call_tells_of_the_outage_and_works_after_it()
    {
        var blob = await store.PutAsync("before"u8.ToArray(), default);
        var upload = await store.OpenUploadAsync(Sha256Digest.Of("pieces"u8), default);
        await upload.AppendAsync(0, "pie"u8.ToArray(), default);
        await server.KillAsync();
        Func<Task>[] calls =
        [
            () => store.ReadAsync(blob, default), () => store.ExistsAsync(blob, default), () => store.DeleteAsync(blob, default),
            () => store.PutAsync("during"u8.ToArray(), default), () => store.PutAsync(Sha256Digest.Of(Large), new MemoryStream(Large), default),
            () => store.OpenUploadAsync(blob, default), () => store.ListAsync(default).ToListAsync().AsTask(),
            () => upload.AppendAsync(3, "ces"u8.ToArray(), default), () => upload.CommitAsync(default),
            () => store.CollectGarbageAsync(new HashSet<Sha256Digest>(), TimeSpan.Zero, default),
        ];
        await Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<BlobStoreOutageException>(call)));

        await server.StartAgainAsync();

        Assert.Equal("before"u8.ToArray(), (await store.ReadAsync(blob, default)).ToArray());
        await upload.DisposeAsync();
        await using var resumed = await store.OpenUploadAsync(upload.Blob, default);
        await resumed.AppendAsync(3, "ces"u8.ToArray(), default);
        await resumed.CommitAsync(default);
        await store.PutAsync(Sha256Digest.Of(Large), new MemoryStream(Large), default);
        Assert.Equal(3, await store.ListAsync(default).CountAsync());
    }

    [Fact]
    public async Task A_reading_that_is_torn_is_an_outage_and_no_damage()
    {
        var blob = await store.PutAsync(Large, default);
        await using var stream = await store.OpenReadAsync(blob, default);
        await stream.ReadExactlyAsync(new byte[1000]);
        await server.KillAsync();

        await Assert.ThrowsAsync<BlobStoreOutageException>(() => stream.CopyToAsync(Stream.Null));

        await server.StartAgainAsync();
        Assert.Equal(Large, (await store.ReadAsync(blob, default)).ToArray());
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(3).NextBytes(content);
        return content;
    }
}
