using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>All turns of a round's ending with the same dropouts.</summary>
internal sealed class RoundTurns
{
    private const int MaxTurns = 5;

    // Larger cohorts and models are measured once: their turns are long enough to be steady.
    private const int MostSites = 64;
    private const long MostCoordinates = 64_000_000;

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
        for (var turn = 0; turn < (sites <= MostSites ? MaxTurns : 1); turn++)
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
    public double RegionMilliseconds(RegionPhase phase) =>
        Measured.MedianMilliseconds(Endings.Select(ending => ending.Region.EffortOf(phase)));

    /// <summary>A part of the merges of a model, turn by turn.</summary>
    public IEnumerable<Effort> PartOf(SimulatedModel model, Func<ServerMerge, Effort> part) => Merges[model].Select(part);

    /// <summary>From the first revealed share to the sum of a model, turn by turn.</summary>
    public IEnumerable<Effort> Unmasking(SimulatedModel model) =>
        Endings.Zip(Merges[model], (ending, merge) => ending.Region.EffortOf(RegionPhase.Unmasking) + merge.All);

    private void Play(SimulatedRound round, int turn)
    {
        var ending = RoundEnding.Play(round, Dropouts);
        Endings.Add(ending);
        foreach (var (model, blobs) in round.Blobs)
        {
            var merges = Merges.TryGetValue(model, out var known) ? known : Merges[model] = [];
            if (turn == 0 || (long)model.Parameters * round.Cohort.Sites <= MostCoordinates)
            {
                merges.Add(ServerMerge.Run(round, blobs, ending.Record, check: turn == 0));
            }
        }
    }
}
