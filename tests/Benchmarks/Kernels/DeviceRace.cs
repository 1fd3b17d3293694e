using Tapestry.Benchmarks.Reporting;
using Tapestry.KernelCases;
using Tapestry.Kernels.OpenCl;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>
/// Kernels by the device's own clock, on data that is already there, against the device's copy of the same fp32 bytes. A call
/// takes longer, as vectors live on the host: <see cref="CopyRace"/> measures that.
/// </summary>
internal sealed class DeviceRace : IDisposable
{
    private const int Coordinates = 16 << 20;
    private const double BytesPerRun = (double)Coordinates * sizeof(float);
    private const int Runs = 9;

    private readonly OpenClBackend device = new(TimedOpenCl.Api, new OpenClOptions(), ProgramSource.Read());
    private readonly double copySeconds;

    public DeviceRace() => copySeconds = CopySeconds(device.Device);

    /// <summary>A row for each kernel.</summary>
    /// <param name="isChosen">Whether a kernel is to run.</param>
    /// <exception cref="OpenClException">The device failed.</exception>
    public IEnumerable<BenchmarkRow> Run(Func<KernelCase, bool> isChosen)
    {
        foreach (var kernel in DeviceCases.Of(device).Where(isChosen))
        {
            var run = kernel.Prepare(Coordinates);
            var seconds = MedianSeconds(() => run(1));
            yield return new BenchmarkRow(
                $"{kernel.Name}, {kernel.Backend}, without transfers", BytesPerRun / seconds / 1e9, "GB/s",
                copySeconds / seconds, $"the device's copy, {BytesPerRun / copySeconds / 1e9:N0} GB/s");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => device.Dispose();

    private static double CopySeconds(OpenClDevice device)
    {
        using var context = new OpenClContext(TimedOpenCl.Api, device);
        using var source = context.CreateBuffer((long)BytesPerRun);
        using var destination = context.CreateBuffer((long)BytesPerRun);
        source.Write<float>(Inputs.Normal(Coordinates, seed: 5));
        return MedianSeconds(() => TimedOpenCl.Copy(context, source, destination));
    }

    private static double MedianSeconds(Action run)
    {
        run(); // the first run compiles and allocates
        TimedOpenCl.TakeSeconds();
        var seconds = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            run();
            seconds[i] = TimedOpenCl.TakeSeconds();
        }

        Array.Sort(seconds);
        return seconds[Runs / 2];
    }
}
