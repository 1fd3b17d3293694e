using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.KernelCases;
using Tapestry.Kernels.Backends;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>Every kernel against copying the same fp32 bytes, the second core, and NumPy, in one run.</summary>
/// <param name="filter">Part of the names, backend included, of the kernels to run; empty for all.</param>
internal sealed class KernelsSuite(string filter) : IBenchmarkSuite
{
    /// <inheritdoc/>
    public string Name => "kernels";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cases = AllCases.List.Where(IsChosen).ToList();
        var copy = new CopyRace();
        foreach (var kernel in cases)
        {
            await foreach (var row in copy.RunAsync(kernel, cancellationToken))
            {
                yield return row;
            }
        }

        string? absence = null;
        using var device = KernelBackends.Choose(BackendPreference.OpenCl, warning => absence = warning);
        if (absence is not null)
        {
            yield return new BenchmarkRow("kernels on OpenCL", null, "GB/s", null, $"absent: {absence}");
        }

        foreach (var kernel in absence is null ? DeviceCases.Of(device).Where(IsChosen) : [])
        {
            await foreach (var row in copy.RunAsync(kernel, cancellationToken))
            {
                yield return row;
            }
        }

        if (absence is null)
        {
            using var race = new DeviceRace();
            foreach (var row in race.Run(IsChosen))
            {
                yield return row;
            }
        }

        if (CipherRace.Name.Contains(filter, StringComparison.Ordinal))
        {
            await foreach (var row in CipherRace.RunAsync(cancellationToken))
            {
                yield return row;
            }
        }

        using var peer = await PeerRace.StartAsync(cancellationToken);
        foreach (var kernel in cases.Where(kernel => kernel.Peer is not null))
        {
            yield return await peer.RunAsync(kernel, cancellationToken);
        }
    }

    private bool IsChosen(KernelCase kernel) => $"{kernel.Name}, {kernel.Backend}".Contains(filter, StringComparison.Ordinal);
}
