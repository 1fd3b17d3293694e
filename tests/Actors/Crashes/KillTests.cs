using System.Globalization;
using Tapestry.Actors.Sqlite;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Crashes;

public sealed class KillTests
{
    private const int Kills = 4;

    [Fact]
    public async Task A_process_killed_in_mid_traffic_loses_nothing_acknowledged_and_leaves_nothing_half()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("grains.db");
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await KillAfterAsync(path, random.Next(1, 60));
            await AssertWholeAsync(path, acknowledged, kill + 1);
        }
    }

    private static async Task<long> KillAfterAsync(string path, int calls)
    {
        using var child = CrashTraffic.Start(path);
        var acknowledged = 0L;
        for (var call = 0; call < calls; call++)
        {
            acknowledged = long.Parse((await child.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        }

        child.Kill();
        await child.WaitForExitAsync();
        var rest = await child.StandardOutput.ReadToEndAsync();
        var lines = rest.Split('\n')[..^1];
        return lines.Length == 0 ? acknowledged : long.Parse(lines[^1], CultureInfo.InvariantCulture);
    }

    private static async Task AssertWholeAsync(string path, long acknowledged, int kills)
    {
        await using var store = await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = path });
        var host = new GrainHost(
            store, TestModel.Registry(), new ManualTimeProvider(), new SeededIdSource(1), new SeededRandom(2));
        var source = await host.GetGrain<IAccount>("source").BalanceAsync();
        var target = await host.GetGrain<IAccount>("target").BalanceAsync();
        Assert.InRange(target, acknowledged, acknowledged + 1);
        Assert.InRange(source, 0, kills); // A kill may fall between the two calls of a turn.

        // A turn writes three events and one job; a touch alone one of each.
        var events = await host.Events.ReadAsync(null, 0, int.MaxValue);
        Assert.Equal((3 * target) + source, events.Count);
        Assert.Null(EventChainVerifier.FindBreak(events));
        Assert.Equal(target + source, (await store.Jobs.ListAsync(JobState.Queued, int.MaxValue, default)).Count);
        Assert.Equal(DateTimeOffset.UnixEpoch, await store.Reminders.NextRunAtAsync(default));
    }
}
