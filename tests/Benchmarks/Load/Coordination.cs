using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Benchmarks.Load;

/// <summary>What a round costs that is not training, encoding or moving bytes: 16 sites, an update of a small model, no training.</summary>
internal sealed class Coordination(bool isSecure) : ILoadScenario
{
    private const int Sites = 16;
    private const int Parameters = 50_000;
    private const int WarmUpRounds = 100; // A silo runs for days: until then the runtime compiles.
    private const double GoalMilliseconds = 250;

    private readonly int rounds = isSecure ? 30 : 60;

    /// <inheritdoc/>
    public string Name => $"coordination, {(isSecure ? "secure" : "plain")}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = new LoadPlan { Sites = Sites, Shards = [Parameters], Rounds = WarmUpRounds + rounds, IsSecure = isSecure };
        await using var region = await LoadRegion.StartAsync(plan, cancellationToken);
        var began = LoadRun.ProcessorTimes(region);
        var run = new LoadRun(region);
        await run.RunAsync(
            round => began = round == WarmUpRounds ? LoadRun.ProcessorTimes(region) : began, cancellationToken);
        var ended = LoadRun.ProcessorTimes(region);
        var times = new List<RoundTimeline>();
        for (var round = WarmUpRounds + 1; round <= plan.Rounds; round++)
        {
            times.Add(await RoundTimeline.ReadAsync(region.Access.Events, new RoundId(LoadRegion.Run, round), cancellationToken));
        }

        var whole = Median(times, time => time.Whole);
        yield return new BenchmarkRow($"{Name}: {Sites} sites, a round", whole, "ms", GoalMilliseconds / whole, "250 ms over it", Goal: 1);
        yield return new BenchmarkRow($"{Name}: until the cohort is fixed", Median(times, time => time.CohortFixed - time.Opened), "ms");
        yield return new BenchmarkRow($"{Name}: {(isSecure ? "handshake and uploads" : "uploads")}", Median(times, time => time.Contributing), "ms");
        yield return new BenchmarkRow($"{Name}: merge and certificate", Median(times, time => time.Merging), "ms");
        yield return new BenchmarkRow(
            $"{Name}: processor time of all {Sites} sites, a round", (ended.Sites - began.Sites).TotalMilliseconds / rounds, "ms");
        yield return new BenchmarkRow($"{Name}: processor time of the silo, a round", (ended.Silo - began.Silo).TotalMilliseconds / rounds, "ms");
    }

    private static double Median(IEnumerable<RoundTimeline> times, Func<RoundTimeline, TimeSpan> part)
    {
        var sorted = times.Select(part).Order().ToArray();
        return sorted[sorted.Length / 2].TotalMilliseconds;
    }
}
