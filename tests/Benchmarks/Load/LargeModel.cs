using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Benchmarks.Load;

/// <summary>16 sites with a model of 100 million parameters: what the silo needs and how fast it takes and merges.</summary>
internal sealed class LargeModel(bool isSecure) : ILoadScenario
{
    private const int Sites = 16;
    private const int Shards = 50;
    private const int ShardLength = 2_000_000;
    private const double GoalBytes = 1.5 * (1 << 30);
    private const double MergeGoal = 0.3;
    private const double UploadGoal = 0.5;

    /// <summary>The first pays for compilation; a secure one takes minutes and compiles in seconds.</summary>
    private readonly int rounds = isSecure ? 1 : 2;

    /// <inheritdoc/>
    public string Name => $"large model, {(isSecure ? "secure" : "plain")}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = new LoadPlan { Sites = Sites, Shards = [.. Enumerable.Repeat(ShardLength, Shards)], Rounds = rounds, IsSecure = isSecure };
        await using var region = await LoadRegion.StartAsync(plan, cancellationToken);
        await new LoadRun(region).RunAsync(_ => { }, cancellationToken);
        var time = await RoundTimeline.ReadAsync(region.Access.Events, new RoundId(LoadRegion.Run, rounds), cancellationToken);
        var view = await region.RoundAsync(rounds);
        var peak = region.Silo.PeakBytes;
        yield return new BenchmarkRow($"{Name}: silo peak memory", peak / 1e6, "MB", GoalBytes / peak, "1.5 GiB over it", Goal: 1);

        var merged = (double)Sites * plan.Parameters / time.Merging.TotalSeconds;
        var kernels = await KernelMerge.MeasureAsync(view, region.Access.Blobs, cancellationToken);
        yield return new BenchmarkRow($"{Name}: merge", merged / 1e6, "M parameters of a site/s", merged / kernels, "kernels on bytes in memory", MergeGoal);
        if (isSecure)
        {
            yield return new BenchmarkRow($"{Name}: handshake, masking and uploads", time.Contributing.TotalSeconds, "s");
            yield break;
        }

        var bytes = view.Cohort.Sum(member => member.Contributions.Values.Sum(frame => (long)frame.Bytes));
        var uploaded = bytes / time.Contributing.TotalSeconds;
        var inProcess = await InProcessUpload.MeasureAsync(view, region.Access.Blobs, region.PathOf("again"), cancellationToken);
        yield return new BenchmarkRow($"{Name}: upload", uploaded / 1e6, "MB/s", uploaded / inProcess, "hashing and writing the same bytes in process", UploadGoal);
    }
}
