using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Models;
using Tapestry.Client.Tests.Cli;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Sdk;

/// <summary>What every client of a region does, wherever the region is.</summary>
public abstract class RegionClientContract
{
    /// <summary>Longest that a test waits for what must come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private protected abstract Task<RegionUnderTest> OpenAsync();

    [Fact]
    public async Task A_run_is_defined_and_started_and_doing_so_again_changes_nothing()
    {
        await using var test = await OpenAsync();
        var definition = (await test.Client.GetRunAsync(SiloConsortium.Run, default)).Definition with { Run = new RunId("second") };
        var blob = await test.Client.StoreBlobAsync(new byte[] { 1, 2, 3 }, default);
        Assert.Equal(blob, await test.Client.StoreBlobAsync(new byte[] { 1, 2, 3 }, default));
        for (var repeat = 0; repeat < 2; repeat++)
        {
            await test.Client.DefineRunAsync(definition with { ModelConfig = blob }, default);
            await test.Client.StartRunAsync(definition.Run, default);
        }

        var view = await test.Client.GetRunAsync(definition.Run, default);
        Assert.Equal((RunPhase.Running, 1), (view.Phase, view.LatestRound));
        Assert.Equal(["run", "second"], (await AllAsync(test.Client.ListRunsAsync())).Select(run => run.Run.Value));
        Assert.Equal(RoundPhase.Training, (await test.Client.GetRoundAsync(new RoundId(definition.Run, 1), default)).Phase);
    }

    [Fact]
    public async Task A_run_is_stopped_with_its_reason()
    {
        await using var test = await OpenAsync();

        await test.Client.StopRunAsync(SiloConsortium.Run, "enough", default);

        Assert.Equal(
            (RunPhase.Stopped, "enough"),
            (await AllAsync(test.Client.ListRunsAsync())).Select(run => (run.Phase, run.Reason)).Single());
    }

    [Fact]
    public async Task Refusals_have_the_regions_type_and_code()
    {
        await using var test = await OpenAsync();
        var run = await test.Client.GetRunAsync(SiloConsortium.Run, default);

        Assert.Equal(RunException.NotFound, await CodeAsync<RunException>(() => test.Client.GetRunAsync(new RunId("none"), default)));
        Assert.Equal(RunException.AlreadyExists, await CodeAsync<RunException>(
            () => test.Client.DefineRunAsync(run.Definition with { Rounds = 3 }, default)));
        Assert.Equal(RunException.NoSuchModel, await CodeAsync<RunException>(() => test.Client.GetModelAsync(SiloConsortium.Run, 1, default)));
        Assert.Equal(RoundException.NotFound, await CodeAsync<RoundException>(
            () => test.Client.GetRoundAsync(new RoundId(SiloConsortium.Run, 9), default)));
        Assert.Equal(ConsortiumException.NotFounded, await CodeAsync<ConsortiumException>(
            () => test.Client.GetConsortiumAsync(new ConsortiumId("none"), default)));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => test.Client.FetchBlobAsync(Sha256Digest.Of([9, 9, 9]), default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Client.ReadEventsAsync(null, 0, 1001, default));
    }

    [Fact]
    public async Task The_roster_is_read()
    {
        await using var test = await OpenAsync();

        var consortium = await test.Client.GetConsortiumAsync(SiloConsortium.Consortium, default);

        Assert.Equal(SiloConsortium.Sites, consortium.Members.Select(member => member.Site));
    }

    [Fact]
    public async Task Ledgers_are_listed_and_read()
    {
        await using var test = await OpenAsync();
        await test.Region.Round(1).OfferAsync(SiloConsortium.Sites[0]);

        var listed = (await AllAsync(test.Client.ListLedgersAsync())).Single();
        var read = await test.Client.GetLedgerAsync(listed.Ledger, default);

        Assert.Equal(new LedgerId(SiloConsortium.Sites[0], "a"), listed.Ledger);
        Assert.Equal(listed.Reserved, read.Reserved);
    }

    [Fact]
    public async Task Events_are_read_by_pages_and_watched_from_any_position_none_lost_and_none_twice()
    {
        await using var test = await OpenAsync();
        var all = (await test.Client.ReadEventsAsync(null, 0, 1000, default)).Events;
        var rounds = (await test.Client.ReadEventsAsync("round/", 0, 1000, default)).Events;
        Assert.All(rounds, happened => Assert.StartsWith("round/", happened.Stream, StringComparison.Ordinal));
        Assert.Equal(all.Where(happened => happened.Stream.StartsWith("round/", StringComparison.Ordinal)).Select(Key), rounds.Select(Key));
        using var patience = new CancellationTokenSource(Patience);
        var watched = new List<EventView>();

        await foreach (var happened in test.Client.WatchEventsAsync(null, all[2].Position, patience.Token))
        {
            watched.Add(happened);
            if (watched.Count == all.Count - 3)
            {
                await test.Region.Round(1).OfferAsync(SiloConsortium.Sites[0]); // Commits while the watch goes on.
            }

            if (happened.Name == "release-reserved")
            {
                break;
            }
        }

        var after = (await test.Client.ReadEventsAsync(null, all[2].Position, 1000, default)).Events;
        Assert.Equal(after.Select(Key).Take(watched.Count), watched.Select(Key));
        Assert.True(watched.Count > all.Count - 3, $"{watched.Count} events");
    }

    [Fact]
    public async Task A_watch_ends_when_it_is_cancelled()
    {
        await using var test = await OpenAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in test.Client.WatchEventsAsync(null, 0, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task A_model_is_downloaded_whole_and_what_an_earlier_try_left_is_kept_if_it_is_right()
    {
        await using var test = await OpenAsync();
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("model");
        var model = await test.Client.GetModelAsync(SiloConsortium.Run, null, default);
        var expected = await BytesAsync(test.Client, model);
        Assert.Equal((0, 42L), (model.Round, model.Base.ParameterCount));

        (byte[] Left, long Kept)[] tries =
        [
            ([], 0), (expected[..100], 0), (expected[..150], 148), ([.. expected[..148], .. new byte[20]], 148), ([.. expected, 7], 168),
        ];
        foreach (var (left, kept) in tries)
        {
            await File.WriteAllBytesAsync(path + ".part", left);
            var progress = new Recorded();
            await new ModelDownload(test.Client).ToFileAsync(model, path, progress, default);

            Assert.Equal(expected, await File.ReadAllBytesAsync(path));
            Assert.False(File.Exists(path + ".part"));
            Assert.Equal(new DownloadProgress(168, 168), progress.Reports[^1]);
            Assert.Equal(kept, progress.Reports[0].Bytes);
        }
    }

    [Fact]
    public async Task A_model_whose_bytes_are_damaged_never_gets_its_name()
    {
        await using var test = await OpenAsync();
        using var folder = new TemporaryFolder();
        var model = await test.Client.GetModelAsync(SiloConsortium.Run, null, default);
        test.Region.Damage(model.Base.Shards[1].Parameters);

        await Assert.ThrowsAnyAsync<TapestryException>(
            () => new ModelDownload(test.Client).ToFileAsync(model, folder.PathOf("model"), null, default));

        Assert.False(File.Exists(folder.PathOf("model")));
    }

    private static (long, string, long, string, Sha256Digest) Key(EventView happened) =>
        (happened.Position, happened.Stream, happened.Sequence, happened.Payload.GetRawText(), happened.Hash);

    private static async Task<byte[]> BytesAsync(IRegionClient client, ModelView model)
    {
        var bytes = new List<byte>();
        foreach (var shard in model.Base.Shards)
        {
            bytes.AddRange((await client.FetchBlobAsync(shard.Parameters, default)).ToArray());
        }

        return [.. bytes];
    }

    private static async Task<string> CodeAsync<T>(Func<Task> act)
        where T : TapestryException => (await Assert.ThrowsAsync<T>(act)).Code;

    private static async Task<IReadOnlyList<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }

    private sealed class Recorded : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Reports { get; } = [];

        public void Report(DownloadProgress value) => Reports.Add(value);
    }
}
