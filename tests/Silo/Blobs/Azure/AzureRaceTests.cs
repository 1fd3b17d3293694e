using Azure.Storage.Blobs.Specialized;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Azure;

/// <summary>Content of several blocks, and two silos at once.</summary>
public sealed class AzureRaceTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private static readonly byte[] Whole = Content(seed: 1);
    private static readonly Sha256Digest Blob = Sha256Digest.Of(Whole);
    private readonly AzureFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(4 * Megabyte)]
    [InlineData((4 * Megabyte) + 1)]
    [InlineData(8 * Megabyte)]
    [InlineData((9 * Megabyte) + 5)]
    public async Task Content_of_any_number_of_blocks_is_read_back(int length)
    {
        var store = await OpenAsync();
        var (first, second) = (Whole[..length], Whole[^length..]);

        var blob = await store.PutAsync(first, default);
        await store.PutAsync(Sha256Digest.Of(second), new MemoryStream(second), default);

        Assert.Equal(first, (await store.ReadAsync(blob, default)).ToArray());
        Assert.Equal(second, (await store.ReadAsync(Sha256Digest.Of(second), default)).ToArray());
    }

    [Fact]
    public async Task Two_silos_put_the_same_content_at_once_and_both_succeed()
    {
        IBlobStore[] silos = [await OpenAsync(), await OpenAsync()];

        await Task.WhenAll(silos.SelectMany(silo => new[]
        {
            Task.Run(() => silo.PutAsync(Whole, default)), Task.Run(() => silo.PutAsync(Blob, new MemoryStream(Whole), default)),
        }));

        Assert.Equal(Whole, (await silos[0].ReadAsync(Blob, default)).ToArray());
    }

    [Fact]
    public async Task A_put_that_another_overtakes_ends_well_and_nothing_shows_before()
    {
        var (slow, quick) = (await OpenAsync(), await OpenAsync());

        await slow.PutAsync(Blob, new HookedStream(Whole, 9 * Megabyte, OvertakeAsync), default);

        Assert.Equal(Whole, (await quick.ReadAsync(Blob, default)).ToArray());

        async Task OvertakeAsync()
        {
            Assert.False(await quick.ExistsAsync(Blob, default));
            Assert.Empty(await quick.ListAsync(default).ToListAsync());
            await quick.PutAsync(Whole, default);
        }
    }

    [Fact]
    public async Task Wrong_content_sent_at_the_same_time_spoils_nothing()
    {
        var (liar, honest) = (await OpenAsync(), await OpenAsync());
        var wrong = Content(seed: 2);

        // The liar's blocks come before, between and after those of the honest silo.
        var refused = await Assert.ThrowsAsync<BlobDigestMismatchException>(() => liar.PutAsync(
            Blob, new HookedStream(wrong, 5 * Megabyte, () => honest.PutAsync(Blob, new HookedStream(Whole, 5 * Megabyte, LieAsync), default)), default));

        Assert.Equal(Sha256Digest.Of(wrong), refused.Actual);
        Assert.Equal(Whole, (await honest.ReadAsync(Blob, default)).ToArray());

        Task LieAsync() => Assert.ThrowsAsync<BlobDigestMismatchException>(() => liar.PutAsync(Blob, new MemoryStream(wrong), default));
    }

    [Fact]
    public async Task A_put_whose_blob_is_deleted_under_it_fails_as_an_outage_or_stores_the_whole()
    {
        var (slow, quick) = (await OpenAsync(), await OpenAsync());

        await Assert.ThrowsAsync<BlobStoreOutageException>(
            () => slow.PutAsync(Blob, new HookedStream(Whole, 9 * Megabyte, PutAndDeleteAsync), default));

        Assert.False(await quick.ExistsAsync(Blob, default));
        await slow.PutAsync(Blob, new MemoryStream(Whole), default);
        Assert.Equal(Whole, (await quick.ReadAsync(Blob, default)).ToArray());

        async Task PutAndDeleteAsync()
        {
            await quick.PutAsync(Whole, default);
            Assert.True(await quick.DeleteAsync(Blob, default));
        }
    }

    [Fact]
    public async Task A_session_whose_lease_has_ended_writes_nothing_any_more()
    {
        var store = await OpenAsync();
        await using var sleeper = await store.OpenUploadAsync(Blob, default);
        await sleeper.AppendAsync(0, Whole.AsMemory(0, Megabyte), default);
        await EndLeaseAsync();
        await using var next = await store.OpenUploadAsync(Blob, default);
        await next.AppendAsync(Megabyte, Whole.AsMemory(Megabyte), default);

        await Assert.ThrowsAsync<UploadInUseException>(() => sleeper.AppendAsync(Megabyte, new byte[Megabyte], default));
        await Assert.ThrowsAsync<UploadInUseException>(() => sleeper.AbortAsync(default));

        await next.CommitAsync(default);
        Assert.Equal(Whole, (await store.ReadAsync(Blob, default)).ToArray());
    }

    private static byte[] Content(int seed)
    {
        var content = new byte[12 * Megabyte];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>What the store does by itself when a lease is not renewed.</summary>
    private async Task EndLeaseAsync()
    {
        var staged = (await fixture.ContainerAsync()).GetBlobClient($"blobs/uploads/{Blob}");
        await staged.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
    }

    private Task<IBlobStore> OpenAsync() => fixture.OpenAsync(new ManualTimeProvider(), 1 << 30);
}
