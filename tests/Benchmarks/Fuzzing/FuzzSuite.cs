using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.KernelCases.Fuzzing;

namespace Tapestry.Benchmarks.Fuzzing;

/// <summary>A million mutated frames of every encoding; the first that is not taken as it must be ends the run.</summary>
public sealed class FuzzSuite : IBenchmarkSuite
{
    private const long Buffers = 1_000_000;
    private const int Seed = 20_260_101;

    /// <inheritdoc/>
    public string Name => "fuzz";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A decoder failed; names what it did, with what, and how to repeat it.</exception>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var target in FrameTargets.All)
        {
            var report = await Task.Run(() => Fuzzer.Run(target, Seed, Buffers, cancellationToken), cancellationToken);
            if (report.Findings is [var finding, ..])
            {
                throw new InvalidOperationException(
                    $"{target.Name}: {finding.Kind}, buffer {finding.Iteration} of seed {Seed}: {finding.Detail}\n{finding.Buffer}");
            }

            yield return new BenchmarkRow(
                $"{target.Name}: mutated frames without a finding", report.Buffers, "frames", 1, "all tried", Goal: 1);
            yield return new BenchmarkRow($"{target.Name}: of these decoded, the others refused", report.Decoded, "frames");
        }
    }
}
