using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.KernelCases;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>Every kernel against copying the same fp32 bytes, the second core, and NumPy, in one run.</summary>
internal sealed class KernelsSuite : IBenchmarkSuite
{
    /// <inheritdoc/>
    public string Name => "kernels";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cases = AllCases.List;
        var copy = new CopyRace();
        foreach (var kernel in cases)
        {
            await foreach (var row in copy.RunAsync(kernel, cancellationToken))
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
}
