using System.Globalization;
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

    /// <summary>The model that is raced in this cohort; null when the goal is about another one.</summary>
    public static SimulatedModel? ModelOf(SimulatedCohort cohort) =>
        cohort.Sites == Sites ? cohort.Models.FirstOrDefault(model => model.Parameters == Parameters) : null;

    public static async Task<BenchmarkRow> RunAsync(
        SimulatedRound round, SimulatedModel model, RoundTurns ending, CancellationToken cancellationToken)
    {
        var answer = Measured.Median(ending.Endings.Select(turn => turn.AnswerTime.TotalSeconds));
        var seconds = round.HandshakeTime.TotalSeconds + SiteRows.EncodingSeconds(round, model) + answer;
        var (ratio, against) = await CompareAsync(seconds, cancellationToken);
        return new BenchmarkRow(
            $"{Sites} sites, {Parameters:N0} parameters: site, all of a round, {Environment.ProcessorCount} cores",
            Parameters / seconds / 1e6, "M coordinates/s", ratio, against, Goal);
    }

    private static async Task<(double? Ratio, string Against)> CompareAsync(double seconds, CancellationToken cancellationToken)
    {
        if (await PythonPeer.FindAsync("numpy", cancellationToken) is not { } python)
        {
            return (null, "absent: no Python imports numpy");
        }

        using var peer = await PythonPeer.StartAsync(
            python, "kernels_peer.py", Parameters.ToString(CultureInfo.InvariantCulture), Environment.ProcessorCount, cancellationToken);
        var turns = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            turns.Add(await peer.AskAsync("secure_encoding", cancellationToken));
        }

        return (Measured.Median(turns) / seconds, $"NumPy {peer.Version}, secure_encoding");
    }
}
