using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.Quality;

/// <summary>
/// How near a consortium comes to synchronous training on pooled data, on the same tokens, from the same weights and
/// with the same inner learning rate.
/// </summary>
/// <param name="name">The suite's name on the command line.</param>
/// <param name="rounds">Rounds; null for the demo's default.</param>
/// <param name="localSteps">Local steps of every round; null for one.</param>
/// <param name="goal">Pooled bits per byte over the Shared Base's that is asked for.</param>
public sealed class QualitySuite(string name, int? rounds, int? localSteps, double goal) : IBenchmarkSuite
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = (string folder) => BenchmarkDemo.In(folder) with { Rounds = rounds, LocalSteps = localSteps, Baselines = true };
        var figures = await BenchmarkDemo.RunAsync(settings, cancellationToken);
        var run = $"{figures.Rounds} rounds, {figures.Steps} local steps";
        yield return new BenchmarkRow($"pooled model, {run}", figures.PooledBits, "bits/byte");
        yield return new BenchmarkRow(
            $"Shared Base, {run}", figures.SharedBaseBits, "bits/byte", figures.PooledBits / figures.SharedBaseBits,
            "pooled model (its bits over these)", goal);
        yield return new BenchmarkRow($"consortium training, {run}", figures.ConsortiumSeconds, "s");
    }
}
