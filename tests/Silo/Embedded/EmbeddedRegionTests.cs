using Tapestry.Actors;
using Tapestry.Actors.Sqlite;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Rounds;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Embedded;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Embedded;

public sealed class EmbeddedRegionTests
{
    [Fact]
    public async Task A_reopened_region_takes_up_leased_and_dead_jobs_at_once()
    {
        await using var fixture = await RegionFixture.StartAsync();
        await fixture.ContributeAsync();
        await fixture.Region.DisposeAsync();
        await LeaseOneAndBuryOneAsync(fixture);

        await fixture.OpenAsync();
        await fixture.RunUntilEndedAsync(1);

        Assert.Equal(RoundPhase.Certified, (await fixture.Round(1).GetAsync()).Phase);
    }

    [Fact]
    public async Task A_deadline_does_not_pass_while_no_process_runs()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var ticket = await fixture.ReadyAsync();
        await fixture.Region.DisposeAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(30));

        await fixture.OpenAsync();
        await fixture.SendAllAsync(ticket);
        await fixture.RunUntilEndedAsync(1);

        Assert.Equal(RoundPhase.Certified, (await fixture.Round(1).GetAsync()).Phase);
    }

    [Fact]
    public async Task The_same_key_signs_after_a_restart()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var ticket = await fixture.ReadyAsync();
        var upload = SiloConsortium.Upload(SiloConsortium.Sites[0], ticket.Round, 0);
        var before = await fixture.Gateway.UploadAsync(upload, default);
        await fixture.Region.DisposeAsync();

        await fixture.OpenAsync();
        var after = await fixture.Gateway.UploadAsync(upload, default);

        Assert.Equal(before.PublicKey.ToArray(), after.PublicKey.ToArray());
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused_and_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("region.db"), new string('x', 4096));

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => EmbeddedRegion.OpenAsync(
            new EmbeddedRegionOptions { Folder = folder.Path }, new ManualTimeProvider(), default));

        Assert.Contains("region.db", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_store_that_takes_no_more_ends_the_region_with_its_reason_and_not_the_round()
    {
        await using var fixture = await RegionFixture.StartAsync();
        await fixture.ContributeAsync();
        var incoming = Path.Combine(fixture.Folder, "blobs", "incoming");
        Directory.Delete(incoming, recursive: true);
        await File.WriteAllTextAsync(incoming, "in the way");

        await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => fixture.Region.RunAsync(default));

        Assert.Equal(RoundPhase.Merging, (await fixture.Round(1).GetAsync()).Phase);
        File.Delete(incoming);
        await fixture.Region.DisposeAsync();
        await fixture.OpenAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(1)); // The job that failed waits at most that long.
        await fixture.RunUntilEndedAsync(1);
        Assert.Equal(RoundPhase.Certified, (await fixture.Round(1).GetAsync()).Phase);
    }

    private static async Task LeaseOneAndBuryOneAsync(RegionFixture fixture)
    {
        await using var store = await SqliteGrainStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(fixture.Folder, "region.db") });
        var now = fixture.Clock.GetUtcNow();
        var leased = await store.Jobs.ClaimAsync("embedded", [MergeShardJob.Kind], now, now.AddDays(1), default);
        var buried = await store.Jobs.ClaimAsync("embedded", [MergeShardJob.Kind], now, now.AddDays(1), default);
        Assert.NotNull(leased);
        Assert.True(await store.Jobs.FailAsync(new(buried!.Id, buried.Fence), now, retryAt: null, "planted", default));
    }
}
