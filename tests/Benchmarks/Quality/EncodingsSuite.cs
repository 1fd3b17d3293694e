using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Benchmarks.Quality;

/// <summary>The demo's training once with every encoding: bytes on the wire, and quality against fp32's.</summary>
/// <remarks>Twice the demo's rounds: after 200, two runs that differ in nothing but rounding end up to 1 % apart.</remarks>
internal sealed class EncodingsSuite : IBenchmarkSuite
{
    private const int Rounds = 400;

    /// <summary>Within 0.5 % of fp32's bits per byte.</summary>
    private const double Goal = 1 / 1.005;

    /// <inheritdoc/>
    public string Name => "encodings";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        double? reference = null;
        foreach (var encoding in Enum.GetValues<EncodingKind>())
        {
            var figures = await BenchmarkDemo.RunAsync(
                folder => BenchmarkDemo.In(folder) with { Encoding = encoding, Rounds = Rounds }, cancellationToken);
            reference ??= figures.SharedBaseBits;
            var name = encoding.ToString().ToLowerInvariant();
            yield return new BenchmarkRow($"contribution, {name}", figures.BytesUpPerParameter, "bytes/parameter");
            yield return new BenchmarkRow(
                $"Shared Base, {name}, {figures.Rounds} rounds", figures.SharedBaseBits, "bits/byte",
                reference / figures.SharedBaseBits, "fp32 (its bits over these)", HasGoal(encoding) ? Goal : null);
        }
    }

    private static bool HasGoal(EncodingKind encoding) => encoding is EncodingKind.Int8 or EncodingKind.Int4 or EncodingKind.Fp4;
}
