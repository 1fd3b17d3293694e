using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Client.Cli.Demo;

namespace Tapestry.Benchmarks.Quality;

/// <summary>219 rounds of one local step in the clear and masked, from the same seed: quality, bytes on the wire, time a round.</summary>
internal sealed class SecureQualitySuite : IBenchmarkSuite
{
    /// <summary>Within 0.5 % of the plain run's bits per byte.</summary>
    private const double QualityGoal = 1 / 1.005;

    /// <summary>At most 1 % beyond the bits of the coordinates.</summary>
    private const double BytesGoal = 1 / 1.01;

    private const int Rounds = 219;
    private static readonly int[] Widths = [12, 8];

    /// <inheritdoc/>
    public string Name => "secure-quality";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plain = await BenchmarkDemo.RunAsync(In, cancellationToken);
        yield return new BenchmarkRow($"Shared Base, plain, {plain.Rounds} rounds", plain.SharedBaseBits, "bits/byte");
        yield return new BenchmarkRow("round beyond training, plain, median", plain.SecondsBeyondTraining, "s");
        foreach (var bits in Widths)
        {
            var settings = (string folder) => In(folder) with { Secure = new SecureSettings { Bits = bits } };
            var masked = await BenchmarkDemo.RunAsync(settings, cancellationToken);
            yield return new BenchmarkRow(
                $"Shared Base, {bits} bits, {masked.Rounds} rounds", masked.SharedBaseBits, "bits/byte",
                plain.SharedBaseBits / masked.SharedBaseBits, "plain (its bits over these)", QualityGoal);
            yield return new BenchmarkRow(
                $"contribution, {bits} bits", masked.BytesUpPerParameter, "bytes/parameter",
                bits / 8.0 / masked.BytesUpPerParameter, "the coordinates' bits alone", BytesGoal);
            yield return new BenchmarkRow($"round beyond training, {bits} bits, median", masked.SecondsBeyondTraining, "s");
        }
    }

    private static DemoSettings In(string folder) => BenchmarkDemo.In(folder) with { Rounds = Rounds, LocalSteps = 1 };
}
