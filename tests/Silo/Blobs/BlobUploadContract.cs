using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>Uploads in pieces that survive interruption and never make a wrong blob.</summary>
public abstract class BlobUploadContract(IBlobStoreFixture fixture) : BlobContractBase(fixture)
{
    private static readonly byte[] Whole = Content(100_000, seed: 1);

    private static readonly Sha256Digest Blob = Sha256Digest.Of(Whole);

    [Fact]
    public async Task Pieces_become_a_blob_at_commit_and_not_before()
    {
        var store = await OpenAsync();
        await using var upload = await store.OpenUploadAsync(Blob, None);
        await upload.AppendAsync(0, Whole.AsMemory(0, 60_000), None);
        await upload.AppendAsync(60_000, Whole.AsMemory(60_000), None);

        Assert.False(await store.ExistsAsync(Blob, None));
        Assert.Empty(await NamesAsync(store));
        await upload.CommitAsync(None);
        Assert.Equal(Whole, (await store.ReadAsync(Blob, None)).ToArray());
        Assert.Equal([Blob], await NamesAsync(store));
    }

    [Fact]
    public async Task An_upload_that_stopped_goes_on_in_another_process()
    {
        await using (var upload = await (await OpenAsync()).OpenUploadAsync(Blob, None))
        {
            await upload.AppendAsync(0, Whole.AsMemory(0, 70_000), None);
        }

        var store = await OpenAsync();
        await using var resumed = await store.OpenUploadAsync(Blob, None);
        Assert.Equal(70_000, resumed.Length);
        await resumed.AppendAsync(70_000, Whole.AsMemory(70_000), None);
        await resumed.CommitAsync(None);
        Assert.Equal(Whole, (await store.ReadAsync(Blob, None)).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_999)]
    [InlineData(10_001)]
    public async Task A_piece_at_another_offset_is_refused_with_the_right_one(long offset)
    {
        await using var upload = await (await OpenAsync()).OpenUploadAsync(Blob, None);
        await upload.AppendAsync(0, Whole.AsMemory(0, 10_000), None);

        var error = await Assert.ThrowsAsync<UploadOffsetException>(
            () => upload.AppendAsync(offset, Whole.AsMemory(0, 5), None));

        Assert.Equal((offset, 10_000), (error.Offset, error.ExpectedOffset));
        Assert.Equal(10_000, upload.Length);
    }

    [Fact]
    public async Task Wrong_content_is_refused_at_commit_and_the_next_upload_starts_again()
    {
        var store = await OpenAsync();
        await using (var upload = await store.OpenUploadAsync(Blob, None))
        {
            await upload.AppendAsync(0, Whole.AsMemory(0, 99_999), None);
            var error = await Assert.ThrowsAsync<BlobDigestMismatchException>(() => upload.CommitAsync(None));
            Assert.Equal(Sha256Digest.Of(Whole.AsSpan(0, 99_999)), error.Actual);
        }

        Assert.False(await store.ExistsAsync(Blob, None));
        await using var again = await store.OpenUploadAsync(Blob, None);
        Assert.Equal(0, again.Length);
    }

    [Fact]
    public async Task Pieces_are_read_back_at_any_time_and_the_upload_goes_on()
    {
        var store = await OpenAsync();
        await using var upload = await store.OpenUploadAsync(Blob, None);
        Assert.Empty((await upload.ReadAsync(None)).ToArray());
        await upload.AppendAsync(0, Whole.AsMemory(0, 60_000), None);
        Assert.Equal(Whole[..60_000], (await upload.ReadAsync(None)).ToArray());
        await upload.AppendAsync(60_000, Whole.AsMemory(60_000), None);

        Assert.Equal(Whole, (await upload.ReadAsync(None)).ToArray());
        Assert.False(await store.ExistsAsync(Blob, None));
        await upload.CommitAsync(None);
        Assert.Equal(Whole, (await store.ReadAsync(Blob, None)).ToArray());
    }

    [Fact]
    public async Task Pieces_of_an_earlier_session_are_read_back()
    {
        await using (var upload = await (await OpenAsync()).OpenUploadAsync(Blob, None))
        {
            await upload.AppendAsync(0, Whole.AsMemory(0, 70_000), None);
        }

        await using var resumed = await (await OpenAsync()).OpenUploadAsync(Blob, None);

        Assert.Equal(Whole[..70_000], (await resumed.ReadAsync(None)).ToArray());
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing()
    {
        var store = await OpenAsync();
        await using (var upload = await store.OpenUploadAsync(Blob, None))
        {
            await upload.AppendAsync(0, Whole, None);
            await upload.AbortAsync(None);
        }

        await using var again = await store.OpenUploadAsync(Blob, None);
        Assert.Equal(0, again.Length);
    }

    [Fact]
    public async Task A_second_session_for_the_same_blob_is_refused_and_for_another_is_not()
    {
        var store = await OpenAsync();
        await using var upload = await store.OpenUploadAsync(Blob, None);

        await Assert.ThrowsAsync<UploadInUseException>(() => store.OpenUploadAsync(Blob, None));
        await using var other = await store.OpenUploadAsync(Sha256Digest.Of("other"u8), None);
        Assert.Equal(0, other.Length);
    }

    [Fact]
    public async Task An_upload_of_content_that_is_there_already_ends_well()
    {
        var store = await OpenAsync();
        await store.PutAsync(Whole, None);
        await using var upload = await store.OpenUploadAsync(Blob, None);
        await upload.AppendAsync(0, Whole, None);
        await upload.CommitAsync(None);

        Assert.Equal(Whole, (await store.ReadAsync(Blob, None)).ToArray());
    }

    [Fact]
    public async Task A_piece_beyond_the_limit_is_refused()
    {
        var store = await OpenAsync(maxBlobBytes: 50_000);
        await using var upload = await store.OpenUploadAsync(Blob, None);
        await upload.AppendAsync(0, Whole.AsMemory(0, 50_000), None);

        await Assert.ThrowsAsync<BlobTooLargeException>(() => upload.AppendAsync(50_000, Whole.AsMemory(50_000, 1), None));
    }
}
