using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>Garbage collection from roots: never deletes what is named or new.</summary>
public abstract class BlobGarbageContract(IBlobStoreFixture fixture) : BlobContractBase(fixture)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task What_no_root_names_is_deleted_and_counted()
    {
        var store = await OpenAsync();
        var kept = await store.PutAsync(Content(10, seed: 1), None);
        await store.PutAsync(Content(20, seed: 2), None);
        await store.PutAsync(Content(30, seed: 3), None);
        Clock.Advance(Hour);

        var report = await store.CollectGarbageAsync(new HashSet<Sha256Digest> { kept }, Hour, None);

        Assert.Equal(new GarbageReport(KeptBlobs: 1, DeletedBlobs: 2, DeletedBytes: 50, DeletedUploads: 0), report);
        Assert.Equal([kept], await NamesAsync(store));
    }

    [Fact]
    public async Task What_is_younger_than_the_minimum_age_stays()
    {
        var store = await OpenAsync();
        await store.PutAsync(Content(10, seed: 1), None);
        Clock.Advance(Hour - TimeSpan.FromSeconds(1));
        await store.CollectGarbageAsync(new HashSet<Sha256Digest>(), Hour, None);

        Assert.Single(await NamesAsync(store));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await store.CollectGarbageAsync(new HashSet<Sha256Digest>(), Hour, None);
        Assert.Empty(await NamesAsync(store));
    }

    [Fact]
    public async Task Putting_old_content_again_makes_it_young()
    {
        var store = await OpenAsync();
        var blob = await store.PutAsync(Content(10, seed: 1), None);
        var other = await store.PutAsync(Content(11, seed: 1), None);
        Clock.Advance(Hour);
        await store.PutAsync(Content(10, seed: 1), None);
        await store.PutAsync(other, new MemoryStream(Content(11, seed: 1)), None);

        var report = await store.CollectGarbageAsync(new HashSet<Sha256Digest>(), Hour, None);

        Assert.Equal(2, report.KeptBlobs);
        Assert.True(await store.ExistsAsync(blob, None));
    }

    [Fact]
    public async Task A_stopped_upload_goes_when_it_is_old_and_a_running_one_never()
    {
        var store = await OpenAsync();
        var stopped = Sha256Digest.Of("stopped"u8);
        await using (var upload = await store.OpenUploadAsync(stopped, None))
        {
            await upload.AppendAsync(0, "sto"u8.ToArray(), None);
        }

        await using var running = await store.OpenUploadAsync(Sha256Digest.Of("running"u8), None);
        await running.AppendAsync(0, "run"u8.ToArray(), None);
        Assert.Equal(0, (await store.CollectGarbageAsync(new HashSet<Sha256Digest>(), Hour, None)).DeletedUploads);
        Clock.Advance(Hour);

        var report = await store.CollectGarbageAsync(new HashSet<Sha256Digest>(), Hour, None);

        Assert.Equal(1, report.DeletedUploads);
        await running.AppendAsync(3, "ning"u8.ToArray(), None);
        await running.CommitAsync(None);
        await using var again = await store.OpenUploadAsync(stopped, None);
        Assert.Equal(0, again.Length);
    }

    [Fact]
    public async Task A_put_between_the_look_at_the_age_and_the_deletion_is_not_lost()
    {
        var store = await OpenAsync();
        var blob = await store.PutAsync(Content(10, seed: 1), None);
        Clock.Advance(Hour);

        var roots = new InterruptingSet(() => store.PutAsync(Content(10, seed: 1), None).Wait());
        var report = await store.CollectGarbageAsync(roots, Hour, None);

        Assert.Equal((1, 0), (report.KeptBlobs, report.DeletedBlobs));
        Assert.Equal(Content(10, seed: 1), (await store.ReadAsync(blob, None)).ToArray());
    }

    [Fact]
    public async Task Puts_that_race_with_a_collection_are_never_lost()
    {
        var store = await OpenAsync();
        var contents = Enumerable.Range(0, 50).Select(seed => Content(100, seed)).ToList();
        foreach (var content in contents)
        {
            await store.PutAsync(content, None);
        }

        Clock.Advance(Hour);
        var roots = new HashSet<Sha256Digest>();
        var collections = Task.Run(() => Task.WhenAll(
            store.CollectGarbageAsync(roots, Hour, None), store.CollectGarbageAsync(roots, Hour, None)));
        var blobs = await Task.WhenAll(contents.Select(content => Task.Run(() => store.PutAsync(content, None))));
        await collections;

        Assert.Equal(blobs.Order(Comparer<Sha256Digest>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))), await NamesAsync(store));
    }

    [Fact]
    public async Task A_negative_age_is_refused()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => store.CollectGarbageAsync(new HashSet<Sha256Digest>(), -Hour, None));
    }
}
