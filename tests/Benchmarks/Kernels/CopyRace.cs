using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Benchmarks.Timing;
using Tapestry.KernelCases;
using Tapestry.Kernels.Memory;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>Kernel and copy take turns over 64 MiB of fp32.</summary>
internal sealed class CopyRace
{
    private const int Coordinates = 16 << 20;
    private const double BytesPerRun = (double)Coordinates * sizeof(float);

    // Written to: memory that never was is one page of zeros, and copying that measures only the writes.
    private readonly float[] source = Inputs.Normal(Coordinates, seed: 3);
    private readonly float[] destination = LargeArray.Create<float>(Coordinates);

    public async IAsyncEnumerable<BenchmarkRow> RunAsync(
        KernelCase kernel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = kernel.Prepare(Coordinates);
        var name = $"{kernel.Name}, {kernel.Backend}";
        var where = kernel.Backend == KernelCase.Processor ? "one core" : "with transfers";
        var (rate, ratio) = await InterleavedRate.MeasureAsync(() => run(1), () => source.CopyTo(destination, 0), cancellationToken);
        yield return new BenchmarkRow($"{name}, {where}", rate * BytesPerRun / 1e9, "GB/s", ratio, "copy", kernel.CopyGoal);
        if (kernel.RateGoal is { } goal)
        {
            var perSecond = rate * Coordinates;
            yield return new BenchmarkRow(
                $"{name}, one core", perSecond / 1e6, "M coordinates/s", perSecond / goal, $"{goal / 1e6:0} M coordinates/s", 1);
        }

        if (kernel.SecondCoreGoal is { } speedUp && Environment.ProcessorCount > 1)
        {
            var (both, gain) = await InterleavedRate.MeasureAsync(() => run(2), () => run(1), cancellationToken);
            yield return new BenchmarkRow($"{name}, two cores", both * BytesPerRun / 1e9, "GB/s", gain, "one core", speedUp);
        }
    }
}
