using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>Puts, reads, lists and deletes, as every backend must do them.</summary>
public abstract class BlobStoreContract(IBlobStoreFixture fixture) : BlobContractBase(fixture)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_001)]
    public async Task What_is_put_is_read_back_by_its_hash(int length)
    {
        var store = await OpenAsync();
        var content = Content(length, seed: 1);

        var blob = await store.PutAsync(content, None);

        Assert.Equal(Sha256Digest.Of(content), blob);
        Assert.Equal(content, (await store.ReadAsync(blob, None)).ToArray());
        Assert.True(await store.ExistsAsync(blob, None));
    }

    [Fact]
    public async Task A_stream_is_stored_when_it_is_what_was_said()
    {
        var store = await OpenAsync();
        var content = Content(300_001, seed: 2);
        var blob = Sha256Digest.Of(content);

        await store.PutAsync(blob, new MemoryStream(content), None);

        await using var stream = await store.OpenReadAsync(blob, None);
        Assert.Equal(content.Length, stream.Length);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task A_stream_of_other_content_stores_nothing()
    {
        var store = await OpenAsync();
        var said = Sha256Digest.Of("said"u8);

        var error = await Assert.ThrowsAsync<BlobDigestMismatchException>(
            () => store.PutAsync(said, new MemoryStream("sent"u8.ToArray()), None));

        Assert.Equal((said, Sha256Digest.Of("sent"u8)), (error.Expected, error.Actual));
        Assert.Empty(await NamesAsync(store));
    }

    [Fact]
    public async Task Bytes_are_stored_when_they_are_what_was_said()
    {
        var store = await OpenAsync();
        var content = Content(300_001, seed: 8);

        await store.PutAsync(Sha256Digest.Of(content), content.AsMemory(), None);

        Assert.Equal(content, (await store.ReadAsync(Sha256Digest.Of(content), None)).ToArray());
    }

    [Fact]
    public async Task Bytes_of_other_content_store_nothing()
    {
        var store = await OpenAsync();
        var said = Sha256Digest.Of("said"u8);

        var error = await Assert.ThrowsAsync<BlobDigestMismatchException>(
            () => store.PutAsync(said, "sent"u8.ToArray().AsMemory(), None));

        Assert.Equal((said, Sha256Digest.Of("sent"u8)), (error.Expected, error.Actual));
        Assert.Empty(await NamesAsync(store));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_stores_nothing_and_keeps_its_error()
    {
        var store = await OpenAsync();
        var content = Content(500_000, seed: 3);

        await Assert.ThrowsAsync<EndOfStreamException>(
            () => store.PutAsync(Sha256Digest.Of(content), new BreakingStream(content, 400_000), None));

        Assert.Empty(await NamesAsync(store));
    }

    [Fact]
    public async Task Content_put_before_the_process_ended_is_there_in_the_next()
    {
        var blob = await (await OpenAsync()).PutAsync(Content(1000, seed: 4), None);

        Assert.Equal(Content(1000, seed: 4), (await (await OpenAsync()).ReadAsync(blob, None)).ToArray());
    }

    [Fact]
    public async Task Many_puts_of_the_same_content_at_once_store_it_once()
    {
        var store = await OpenAsync();
        var content = Content(100_000, seed: 5);

        var blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => store.PutAsync(content, None))));

        Assert.Single(blobs.Distinct());
        Assert.Equal([blobs[0]], await NamesAsync(store));
        Assert.Equal(content, (await store.ReadAsync(blobs[0], None)).ToArray());
    }

    [Fact]
    public async Task A_missing_blob_is_named()
    {
        var store = await OpenAsync();
        var blob = Sha256Digest.Of("none"u8);

        Assert.False(await store.ExistsAsync(blob, None));
        Assert.Equal(blob, (await Assert.ThrowsAsync<MissingBlobException>(() => store.ReadAsync(blob, None))).Blob);
        Assert.Equal(blob, (await Assert.ThrowsAsync<MissingBlobException>(() => store.OpenReadAsync(blob, None))).Blob);
        Assert.False(await store.DeleteAsync(blob, None));
    }

    [Fact]
    public async Task Listing_names_every_blob_once_in_order_with_its_size()
    {
        var store = await OpenAsync();
        var sizes = new Dictionary<Sha256Digest, long>();
        for (var length = 0; length < 40; length++)
        {
            sizes[await store.PutAsync(Content(length, seed: length), None)] = length;
        }

        var listed = await store.ListAsync(None).ToListAsync();

        Assert.Equal(sizes.Keys.OrderBy(blob => blob.Value, StringComparer.Ordinal), listed.Select(info => info.Blob));
        Assert.All(listed, info => Assert.Equal((sizes[info.Blob], Clock.GetUtcNow()), (info.SizeBytes, info.PutAt)));
    }

    [Fact]
    public async Task A_deleted_blob_is_missing()
    {
        var store = await OpenAsync();
        var blob = await store.PutAsync(Content(10, seed: 6), None);

        Assert.True(await store.DeleteAsync(blob, None));
        await Assert.ThrowsAsync<MissingBlobException>(() => store.ReadAsync(blob, None));
    }

    [Fact]
    public async Task Content_above_the_limit_is_refused_and_stores_nothing()
    {
        var store = await OpenAsync(maxBlobBytes: 100);
        var content = Content(101, seed: 7);

        Assert.Equal(100, (await Assert.ThrowsAsync<BlobTooLargeException>(() => store.PutAsync(content, None))).LimitBytes);
        await Assert.ThrowsAsync<BlobTooLargeException>(
            () => store.PutAsync(Sha256Digest.Of(content), new MemoryStream(content), None));
        await Assert.ThrowsAsync<BlobTooLargeException>(() => store.PutAsync(Sha256Digest.Of(content), content.AsMemory(), None));
        Assert.Empty(await NamesAsync(store));
        await store.PutAsync(content.AsMemory(1), None);
    }

    /// <summary>Delivers some bytes, then fails as a lost connection does.</summary>
    private sealed class BreakingStream(byte[] content, int delivered) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= delivered ? throw new EndOfStreamException() : base.ReadAsync(buffer, cancellationToken);
    }
}
