using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>All turns of a round's ending with the same dropouts.</summary>
internal sealed class RoundTurns
{
    private const int MaxTurns = 5;

    // What one turn costs sets how many are worth their time; the medians of short ones need more.
    private const long WorkOfOneTurn = 64_000_000;

    private RoundTurns(int dropouts) => Dropouts = dropouts;

    /// <summary>Sites whose input never arrived.</summary>
    public int Dropouts { get; }

    /// <summary>One a turn.</summary>
    public List<RoundEnding> Endings { get; } = [];

    /// <summary>One a turn, by model.</summary>
    public Dictionary<SimulatedModel, List<ServerMerge>> Merges { get; } = [];

    /// <summary>Plays the endings in turn, so that what else the machine does falls on all of them.</summary>
    public static IReadOnlyList<RoundTurns> Play(
        SimulatedRound round, IEnumerable<double> dropouts, CancellationToken cancellationToken)
    {
        var sites = round.Cohort.Sites;
        var all = dropouts.Select(share => (int)(share * sites)).Distinct().Select(count => new RoundTurns(count)).ToList();
        for (var turn = 0; turn < MaxTurns && (turn == 0 || (long)sites * sites * sites <= WorkOfOneTurn); turn++)
        {
            foreach (var ending in all)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ending.Play(round, turn);
            }
        }

        return all;
    }

    /// <summary>Median milliseconds of the region in a phase.</summary>
    public double RegionMilliseconds(RegionPhase phase) => Measured.MedianMilliseconds(Endings.Select(ending => ending.Region.TimeOf(phase)));

    /// <summary>Median milliseconds from the first revealed share to the sum of a model.</summary>
    public double UnmaskingMilliseconds(SimulatedModel model) => Measured.MedianMilliseconds(
        Merges[model].Index().Select(turn => Endings[turn.Index].Region.TimeOf(RegionPhase.Unmasking) + turn.Item.All));

    private void Play(SimulatedRound round, int turn)
    {
        var ending = RoundEnding.Play(round, Dropouts);
        Endings.Add(ending);
        foreach (var (model, blobs) in round.Blobs)
        {
            var merges = Merges.TryGetValue(model, out var known) ? known : Merges[model] = [];
            if (turn == 0 || (long)model.Parameters * round.Cohort.Sites <= WorkOfOneTurn)
            {
                merges.Add(ServerMerge.Run(round, blobs, ending.Record, check: turn == 0));
            }
        }
    }
}
