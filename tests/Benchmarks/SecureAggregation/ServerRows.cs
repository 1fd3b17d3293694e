using Tapestry.Benchmarks.Reporting;
using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>What a round costs the region's server.</summary>
internal static class ServerRows
{
    private const int GoalSites = 64;
    private const int GoalParameters = 1_000_000;

    /// <summary>With 30 % dropouts at most three times the time with none.</summary>
    private const double UnmaskingGoal = 1.0 / 3;

    private static readonly (RegionPhase Phase, string Name)[] CommonSteps =
    [
        (RegionPhase.Advertising, "advertisements checked"),
        (RegionPhase.RevealingNonces, "nonces checked, lists of advertisements sent"),
        (RegionPhase.DealingShares, "shares taken, lists sent"),
        (RegionPhase.CollectingInputs, "shares delivered"),
    ];

    private static readonly (RegionPhase Phase, string Name)[] LastSteps =
    [
        (RegionPhase.CollectingInputs, "digests of inputs taken"),
        (RegionPhase.SigningSurvivors, "survivors' signatures checked"),
        (RegionPhase.Unmasking, "revealed shares checked, secrets recovered"),
    ];

    public static IEnumerable<BenchmarkRow> Of(SimulatedRound round, IReadOnlyList<RoundTurns> endings)
    {
        var title = $"{round.Cohort.Sites} sites";
        foreach (var (phase, name) in CommonSteps.Where(step => round.Region.EffortOf(step.Phase) != default))
        {
            yield return new BenchmarkRow($"{title}: server, {name}", round.Region.EffortOf(phase).Wall.TotalMilliseconds, "ms");
        }

        foreach (var ending in endings)
        {
            foreach (var (phase, name) in LastSteps)
            {
                yield return new BenchmarkRow(
                    $"{title}, {ending.Dropouts} dropouts: server, {name}", ending.RegionMilliseconds(phase), "ms");
            }

            foreach (var row in round.Cohort.Models.SelectMany(model => Of(round, model, ending, endings[0])))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<BenchmarkRow> Of(SimulatedRound round, SimulatedModel model, RoundTurns ending, RoundTurns none)
    {
        var title = $"{round.Cohort.Sites} sites, {model.Parameters:N0} parameters, {ending.Dropouts} dropouts: server";
        var isGoal = (round.Cohort.Sites, model.Parameters) == (GoalSites, GoalParameters) && ending.Dropouts == GoalSites * 3 / 10;
        var merges = ending.Merges[model];
        BenchmarkRow Part(string name, Func<RoundTurns, IEnumerable<Effort>> part, double? goal = null) => new(
            $"{title}, {name}", Measured.MedianMilliseconds(part(ending)), "ms",
            ending == none ? null : Measured.ProcessorRatio(part(none), part(ending)),
            ending == none ? null : "without dropouts (its processor time over this)",
            goal);

        yield return Part($"keys of {merges[0].MaskCount:N0} masks agreed", turns => turns.PartOf(model, merge => merge.Keys));
        yield return Part("inputs checked and added", turns => turns.PartOf(model, merge => merge.Inputs));
        yield return Part("masks generated and removed", turns => turns.PartOf(model, merge => merge.Masks));
        yield return Part("from the first share to the sum", turns => turns.Unmasking(model), isGoal ? UnmaskingGoal : null);
        var shard = round.Cohort.Parameters.MaskedShards[model.FirstShard].PackedBytes;
        var memory = merges[0].AllocatedBytes + (Environment.ProcessorCount * shard);
        yield return new BenchmarkRow(
            $"{title}, memory for a shard with a blob a core", memory / 1e6, "MB", (double)shard / memory, "one packed shard",
            isGoal ? 1.0 / (Environment.ProcessorCount + 2) : null);
    }
}
