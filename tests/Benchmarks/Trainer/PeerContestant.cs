using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>The PyTorch script beside this suite, in its own process, driven by one line a turn.</summary>
internal sealed class PeerContestant : ITrainerContestant
{
    private readonly Process process;

    private PeerContestant(Process process, string version)
    {
        this.process = process;
        Version = version;
    }

    internal string Version { get; }

    /// <summary>The first Python that imports torch; null when none does.</summary>
    internal static async Task<string?> FindPythonAsync(CancellationToken cancellationToken)
    {
        foreach (var candidate in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                using var probe = Process.Start(new ProcessStartInfo(candidate, ["-c", "import torch"]) { RedirectStandardError = true })!;
                await probe.WaitForExitAsync(cancellationToken);
                if (probe.ExitCode == 0)
                {
                    return candidate;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such program: the next candidate may be there.
            }
        }

        return null;
    }

    internal static async Task<PeerContestant> StartAsync(string python, TrainerScenario scenario, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.SerializeToNode(scenario.Config)!.AsObject();
        settings["batch"] = scenario.Batch;
        settings["sequence"] = scenario.Sequence;
        settings["threads"] = scenario.Threads;
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "trainer_peer.py");
        var start = new ProcessStartInfo(python, [script, ((JsonNode)settings).ToJsonString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = scenario.Threads.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        var greeting = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The PyTorch peer ended before it was ready; its message is above.");
        return new PeerContestant(process, greeting.Split(' ')[0]);
    }

    public async Task<double> RunAsync(int steps, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(steps.ToString(CultureInfo.InvariantCulture).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var answer = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The PyTorch peer ended in the middle; its message is above.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
