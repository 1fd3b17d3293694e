using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Benchmarks.Load;

/// <summary>1,000 sites in one region: rounds pass, no call waits out of proportion, and the silo's memory stays.</summary>
internal sealed class ManySites : ILoadScenario
{
    private const int Sites = 1000;
    private const int Parameters = 1000;
    private const int WarmUpRounds = 5;
    private const int Rounds = 50;

    /// <summary>Rounds at each end over which memory is averaged.</summary>
    private const int Window = 5;

    private const double CallGoal = 1.0 / 20;

    /// <summary>Flat: at most a tenth more at the end.</summary>
    private const double MemoryGoal = 1 / 1.1;

    /// <inheritdoc/>
    public string Name => "many sites";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = new LoadPlan { Sites = Sites, Shards = [Parameters], Rounds = WarmUpRounds + Rounds };
        await using var region = await LoadRegion.StartAsync(plan, cancellationToken);
        var run = new LoadRun(region);
        var memory = new ConcurrentQueue<double>();
        await run.RunAsync(
            round =>
            {
                if (round == WarmUpRounds)
                {
                    run.Calls.Clear();
                }
                else if (round > WarmUpRounds)
                {
                    memory.Enqueue(region.Silo.ResidentBytes / 1e6);
                }
            },
            cancellationToken);
        var times = new List<RoundTimeline>();
        for (var round = WarmUpRounds + 1; round <= plan.Rounds; round++)
        {
            times.Add(await RoundTimeline.ReadAsync(region.Access.Events, new RoundId(LoadRegion.Run, round), cancellationToken));
        }

        var whole = times.Select(time => time.Whole).Order().ToArray();
        yield return new BenchmarkRow($"{Name}: {Sites:N0} sites, a round", whole[whole.Length / 2].TotalSeconds, "s");
        foreach (var kind in run.Calls.Kinds)
        {
            var (half, most) = (run.Calls.Quantile(kind, 0.5).TotalMilliseconds, run.Calls.Quantile(kind, 0.99).TotalMilliseconds);
            yield return new BenchmarkRow($"{Name}: {kind}, p99", most, "ms", half / most, $"p50, {half:0} ms", CallGoal);
        }

        var (first, last) = (memory.Take(Window).Average(), memory.TakeLast(Window).Average());
        yield return new BenchmarkRow(
            $"{Name}: silo memory after {Rounds} rounds", last, "MB", first / last, "silo memory after the warm-up", MemoryGoal);
        yield return new BenchmarkRow($"{Name}: silo peak memory", region.Silo.PeakBytes / 1e6, "MB");
    }
}
