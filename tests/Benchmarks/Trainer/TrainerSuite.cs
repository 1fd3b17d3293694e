using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Peers;
using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>Training speed against an ordinary PyTorch script in the same run, and memory over many steps.</summary>
internal sealed class TrainerSuite : IBenchmarkSuite
{
    private const int WarmSteps = 300;
    private const int MemorySteps = 1000;

    public string Name => "trainer";

    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await MeasureMemoryAsync(cancellationToken);
        var python = await PythonPeer.FindAsync("torch", cancellationToken);
        foreach (var scenario in TrainerScenario.All)
        {
            yield return await RaceAsync(scenario, python, cancellationToken);
        }
    }

    private static async Task<BenchmarkRow> RaceAsync(TrainerScenario scenario, string? python, CancellationToken cancellationToken)
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
            return new BenchmarkRow(scenario.Name, speed, "tokens/s", ratio, against, scenario.Goal);
        }
        finally
        {
            ours.ForEach(contestant => contestant.Dispose());
            peers.ForEach(contestant => contestant.Dispose());
        }
    }

    /// <summary>Growth of the process's resident memory over the steps after the first 300 of the demo's model.</summary>
    private static async Task<BenchmarkRow> MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        var scenario = TrainerScenario.All[0] with { Batch = 2 };
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
