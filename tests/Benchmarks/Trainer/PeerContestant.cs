using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tapestry.Benchmarks.Peers;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>The PyTorch script beside this suite, driven by one line a turn.</summary>
internal sealed class PeerContestant : ITrainerContestant
{
    private readonly PythonPeer peer;

    private PeerContestant(PythonPeer peer) => this.peer = peer;

    internal string Version => peer.Version;

    internal static async Task<PeerContestant> StartAsync(string python, TrainerScenario scenario, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.SerializeToNode(scenario.Config)!.AsObject();
        settings["batch"] = scenario.Batch;
        settings["sequence"] = scenario.Sequence;
        settings["threads"] = scenario.Threads;
        settings["device"] = scenario.Device.ToString();
        var argument = ((JsonNode)settings).ToJsonString();
        return new PeerContestant(await PythonPeer.StartAsync(python, "trainer_peer.py", argument, scenario.Threads, cancellationToken));
    }

    public Task<double> RunAsync(int steps, CancellationToken cancellationToken) =>
        peer.AskAsync(steps.ToString(CultureInfo.InvariantCulture), cancellationToken);

    public void Dispose() => peer.Dispose();
}
