using System.Diagnostics;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>Lets two sides take turns, so that whatever else the machine does falls on both, and takes medians.</summary>
internal static class TrainerRace
{
    private const int FewestTurns = 3;

    /// <summary>A busy machine takes fewer turns, so that the suite ends in a few minutes.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    /// <returns>Median tokens a second of each side, and the median of the turns' ratios.</returns>
    internal static async Task<(double Ours, double? Peers, double? Ratio)> RunAsync(
        TrainerScenario scenario,
        IReadOnlyList<ITrainerContestant> ours,
        IReadOnlyList<ITrainerContestant> peers,
        CancellationToken cancellationToken)
    {
        await TurnAsync(scenario, ours, cancellationToken); // the first turns allocate
        await TurnAsync(scenario, peers, cancellationToken);
        var speeds = new List<double>();
        var peerSpeeds = new List<double>();
        var started = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < FewestTurns || (turn < scenario.Turns && Stopwatch.GetElapsedTime(started) < Budget); turn++)
        {
            speeds.Add(await TurnAsync(scenario, ours, cancellationToken));
            peerSpeeds.Add(await TurnAsync(scenario, peers, cancellationToken));
        }

        return peers.Count == 0
            ? (Median(speeds), null, null)
            : (Median(speeds), Median(peerSpeeds), Median(speeds.Zip(peerSpeeds, (mine, theirs) => mine / theirs)));
    }

    private static async Task<double> TurnAsync(
        TrainerScenario scenario, IReadOnlyList<ITrainerContestant> side, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(side.Select(contestant => contestant.RunAsync(scenario.StepsPerTurn, cancellationToken)));
        return scenario.TokensPerTurn / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
