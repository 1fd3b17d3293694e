using System.Diagnostics;
using System.Globalization;
using Tapestry.Benchmarks.Peers;
using Tapestry.Benchmarks.Reporting;
using Tapestry.KernelCases;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>Kernel on all cores and NumPy take turns over the same 10 million coordinates.</summary>
internal sealed class PeerRace : IDisposable
{
    private const int Coordinates = 10_000_000;
    private const int Turns = 5;

    private readonly PythonPeer? peer;

    private PeerRace(PythonPeer? peer) => this.peer = peer;

    public static async Task<PeerRace> StartAsync(CancellationToken cancellationToken)
    {
        var python = await PythonPeer.FindAsync("numpy", cancellationToken);
        return new PeerRace(python is null ? null : await PythonPeer.StartAsync(
            python, "kernels_peer.py", Coordinates.ToString(CultureInfo.InvariantCulture), Environment.ProcessorCount, cancellationToken));
    }

    public async Task<BenchmarkRow> RunAsync(KernelCase kernel, CancellationToken cancellationToken)
    {
        var run = kernel.Prepare(Coordinates);
        run(Environment.ProcessorCount); // the first run compiles and touches the memory
        var ours = new List<double>();
        var ratios = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var started = Stopwatch.GetTimestamp();
            run(Environment.ProcessorCount);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            ours.Add(Coordinates / seconds);
            if (peer is not null)
            {
                ratios.Add(await peer.AskAsync(kernel.Peer!.Operation, cancellationToken) / seconds);
            }
        }

        var name = $"{kernel.Name}, {Environment.ProcessorCount} cores, {Coordinates:N0} coordinates";
        return new BenchmarkRow(
            name, Median(ours) / 1e6, "M coordinates/s", peer is null ? null : Median(ratios),
            peer is null ? "absent: no Python imports numpy" : $"NumPy {peer.Version}, {kernel.Peer!.Operation}", kernel.Peer!.Goal);
    }

    public void Dispose() => peer?.Dispose();

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
