using System.Globalization;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Crashes;

/// <summary>Processes that die in mid-traffic.</summary>
/// <param name="kills">How many die, one after the other.</param>
public abstract class KillContract(int kills)
{
    /// <summary>An empty database, as <see cref="CrashTraffic.OpenAsync"/> takes it.</summary>
    protected abstract Task<string[]> DatabaseAsync();

    [Fact]
    public async Task A_process_killed_in_mid_traffic_loses_nothing_acknowledged_and_leaves_nothing_half()
    {
        var database = await DatabaseAsync();
        var random = new Random(7);
        for (var kill = 0; kill < kills; kill++)
        {
            var acknowledged = await KillAfterAsync(database, random.Next(1, 60));
            await AssertWholeAsync(database, acknowledged, kill + 1);
        }
    }

    private static async Task<long> KillAfterAsync(string[] database, int calls)
    {
        using var child = CrashTraffic.Start(database);
        var acknowledged = 0L;
        for (var call = 0; call < calls; call++)
        {
            acknowledged = long.Parse((await child.StandardOutput.ReadLineAsync().InTimeAsync("the child's next line"))!, CultureInfo.InvariantCulture);
        }

        child.Kill();
        await child.WaitForExitAsync().InTimeAsync();
        var rest = await child.StandardOutput.ReadToEndAsync().InTimeAsync();
        var lines = rest.Split('\n')[..^1];
        return lines.Length == 0 ? acknowledged : long.Parse(lines[^1], CultureInfo.InvariantCulture);
    }

    private static async Task AssertWholeAsync(string[] database, long acknowledged, int kills)
    {
        await using var store = await CrashTraffic.OpenAsync(database);
        await WaitForServerAsync(store);
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

    /// <summary>A server may still be at a commit that the dead process had sent; it holds the locks of its grains.</summary>
    private static async Task WaitForServerAsync(IGrainStore store)
    {
        await using var transaction = await store.BeginAsync(default);
        await transaction.LoadAsync(new GrainId("account", "source"), default);
        await transaction.LoadAsync(new GrainId("account", "target"), default);
    }
}
