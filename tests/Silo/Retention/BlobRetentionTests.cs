using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Shards;
using Tapestry.Silo.Events;
using Tapestry.Silo.Retention;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Retention;

public sealed class BlobRetentionTests
{
    [Fact]
    public async Task What_nothing_names_goes_and_what_recent_rounds_name_stays()
    {
        await using var region = await RegionFixture.StartAsync();
        await CompleteAsync(region, 1);
        await CompleteAsync(region, 2);
        var orphan = await region.PutAsync([9, 9, 9]);

        var report = await region.Region.Retention.CollectNowAsync(default);

        // The orphan alone: the optimizer states that round 2 replaced are needed to repeat its merge.
        Assert.Equal(1, report.DeletedBlobs);
        Assert.False(await ExistsAsync(region, orphan));
        Assert.Empty(await MissingAsync(region, [.. await NamedByAsync(region, 1), .. await NamedByAsync(region, 2), .. await CurrentAsync(region)]));
    }

    [Fact]
    public async Task Rounds_beyond_those_kept_lose_their_contributions_and_bases()
    {
        await using var region = await RegionFixture.StartAsync();
        await CompleteAsync(region, 1);
        await CompleteAsync(region, 2);
        var options = new RetentionOptions { KeepRounds = 1 };

        await new BlobRetention(region.Region.Grains, region.Region.Events, region.Region.Blobs, options, new EventBookmark(Path.Combine(region.Folder, "other.json")), region.Clock).CollectNowAsync(default);

        var kept = (await NamedByAsync(region, 2)).Union(await CurrentAsync(region)).ToHashSet();
        var old = (await NamedByAsync(region, 1)).Except(kept).ToArray();
        Assert.Empty(await MissingAsync(region, kept));
        Assert.NotEmpty(old);
        Assert.Equal(old, await MissingAsync(region, old));
    }

    [Fact]
    public async Task A_merged_shard_that_waits_for_certification_stays()
    {
        await using var region = await RegionFixture.StartAsync();
        var ticket = await region.ContributeAsync();
        var shard = ticket.Base.Shards[0];
        var merged = await region.PutAsync(SiloConsortium.Values(77, shard.Length));
        var state = await region.PutAsync(SiloConsortium.Values(78, shard.Length));
        await region.Round(1).CompleteMergeAsync(new MergeResult(shard with { Parameters = merged }, state));

        await region.Region.Retention.CollectNowAsync(default);

        Assert.True(await ExistsAsync(region, merged));
        Assert.True(await ExistsAsync(region, state));
    }

    [Fact]
    public async Task A_running_region_spares_blobs_younger_than_the_minimum_age()
    {
        await using var region = await RegionFixture.StartAsync();
        var young = await region.PutAsync([9, 9, 9]);

        await CompleteAsync(region, 1);

        Assert.True(await ExistsAsync(region, young));
    }

    private static async Task CompleteAsync(RegionFixture region, int round)
    {
        await region.ContributeAsync(round);
        await region.RunUntilEndedAsync(round);
    }

    private static Task<bool> ExistsAsync(RegionFixture region, Sha256Digest blob) => region.Region.Blobs.ExistsAsync(blob, default);

    private static async Task<IReadOnlyList<Sha256Digest>> MissingAsync(RegionFixture region, IEnumerable<Sha256Digest> blobs)
    {
        var missing = new List<Sha256Digest>();
        foreach (var blob in blobs)
        {
            if (!await ExistsAsync(region, blob))
            {
                missing.Add(blob);
            }
        }

        return missing;
    }

    private static async Task<IReadOnlyList<Sha256Digest>> NamedByAsync(RegionFixture region, int number)
    {
        var round = await region.Round(number).GetAsync();
        return
        [
            .. round.Ticket.Base.Shards.Select(shard => shard.Parameters),
            .. round.Cohort.SelectMany(member => member.Contributions.Values).Select(frame => frame.Digest),
        ];
    }

    private static async Task<IReadOnlyList<Sha256Digest>> CurrentAsync(RegionFixture region)
    {
        var blobs = new List<Sha256Digest>();
        for (var index = 0; index < SiloConsortium.ShardLengths.Count; index++)
        {
            var shard = await region.Region.Grains.GetGrain<IShardGrain>(new ShardId(SiloConsortium.Run, index).Value).GetAsync();
            blobs.AddRange([shard.Current.Parameters, shard.OptimizerState!.Value]);
        }

        return blobs;
    }
}
