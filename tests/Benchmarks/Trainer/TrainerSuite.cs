using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Peers;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Training.Models;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>Training speed against an ordinary PyTorch script in the same run, and memory over many steps.</summary>
/// <param name="device">Where both compute.</param>
internal sealed class TrainerSuite(ComputeDevice device) : IBenchmarkSuite
{
    private const int WarmSteps = 300;
    private const int MemorySteps = 1000;

    public string Name => "trainer";

    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        device.Validate();
        yield return await MeasureMemoryAsync(cancellationToken);
        var python = await PythonPeer.FindAsync("torch", cancellationToken);
        foreach (var scenario in device == ComputeDevice.Processor ? TrainerScenario.All : TrainerScenario.On(device))
        {
            yield return await RaceAsync(scenario, python, cancellationToken);
        }
    }

    private async Task<BenchmarkRow> RaceAsync(TrainerScenario scenario, string? python, CancellationToken cancellationToken)
    {
        var ours = new List<ITrainerContestant>();
        var peers = new List<PeerContestant>();
        try
        {
            for (var i = 0; i < scenario.Concurrent; i++)
            {
                ours.Add(new TapestryContestant(scenario));
                if (python is not null)
                {
                    peers.Add(await PeerContestant.StartAsync(python, scenario, cancellationToken));
                }
            }

            var (speed, peerSpeed, ratio) = await TrainerRace.RunAsync(scenario, ours, peers, cancellationToken);
            var against = peerSpeed is null
                ? "absent: no Python imports torch"
                : $"PyTorch {peers[0].Version}, bf16 autocast, {peerSpeed:N0} tokens/s";
            var name = device == ComputeDevice.Processor ? scenario.Name : $"{scenario.Name}, {device}";
            return new BenchmarkRow(name, speed, "tokens/s", ratio, against, scenario.Goal);
        }
        finally
        {
            ours.ForEach(contestant => contestant.Dispose());
            peers.ForEach(contestant => contestant.Dispose());
        }
    }

    /// <summary>Growth of the process's resident memory over the steps after the first 300 of the demo's model.</summary>
    private async Task<BenchmarkRow> MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        var scenario = TrainerScenario.All[0] with { Batch = 2, Device = device };
        using var trainer = new TapestryContestant(scenario);
        await trainer.RunAsync(WarmSteps, cancellationToken);
        var before = ResidentBytes();
        await trainer.RunAsync(MemorySteps, cancellationToken);
        return new BenchmarkRow($"memory growth over {MemorySteps:N0} steps", ResidentBytes() - before, "bytes");
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
