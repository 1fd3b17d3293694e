using System.Globalization;
using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Peers;
using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>All that a site computes in a round, against the NumPy formulation of its rounding and masking alone.</summary>
internal static class PeerRace
{
    private const int Sites = 16;
    private const int Parameters = 10_000_000;
    private const int Turns = 3;
    private const double Goal = 20;

    private static readonly string Title = $"{Sites} sites, {Parameters:N0} parameters: site";

    /// <summary>The model that is raced in this cohort; null when the goal is about another one.</summary>
    public static SimulatedModel? ModelOf(SimulatedCohort cohort) =>
        cohort.Sites == Sites ? cohort.Models.FirstOrDefault(model => model.Parameters == Parameters) : null;

    /// <summary>A whole round on the clock with every core; and the encoding in processor time, where a busy machine counts less.</summary>
    public static async IAsyncEnumerable<BenchmarkRow> RunAsync(
        SimulatedRound round, SimulatedModel model, RoundTurns ending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = Measured.Median(ending.Endings.Select(turn => turn.AnswerTime.TotalSeconds));
        var clock = round.HandshakeTime.TotalSeconds + SiteRows.EncodingSeconds(round, model) + answer;
        var processor = SiteRows.EncodingProcessorSeconds(round, model);
        var python = await PythonPeer.FindAsync("numpy", cancellationToken);
        using var peer = python is null ? null : await PythonPeer.StartAsync(
            python, "kernels_peer.py", Parameters.ToString(CultureInfo.InvariantCulture), Environment.ProcessorCount, cancellationToken);
        yield return await RowAsync(
            $"{Title}, all of a round, {Environment.ProcessorCount} cores", "M coordinates/s", clock, peer, "secure_encoding", Goal, cancellationToken);
        yield return await RowAsync(
            $"{Title}, encoded, masked and digested, processor time", "M coordinates/processor second", processor, peer, "secure_encoding_processor", null, cancellationToken);
    }

    private static async Task<BenchmarkRow> RowAsync(
        string name, string unit, double seconds, PythonPeer? peer, string operation, double? goal, CancellationToken cancellationToken)
    {
        var turns = new List<double>();
        for (var turn = 0; peer is not null && turn < Turns; turn++)
        {
            turns.Add(await peer.AskAsync(operation, cancellationToken));
        }

        return new BenchmarkRow(
            name, Parameters / seconds / 1e6, unit, peer is null ? null : Measured.Median(turns) / seconds,
            peer is null ? "absent: no Python imports numpy" : $"NumPy {peer.Version}, {operation}", goal);
    }
}
