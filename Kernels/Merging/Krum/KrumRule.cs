using Tapestry.Kernels.Merging.Distances;

namespace Tapestry.Kernels.Merging.Krum;

/// <summary>
/// Krum and multi-Krum (Blanchard, El Mhamdi, Guerraoui and Stainer, 2017): the mean of the m contributions with the
/// smallest <see cref="KrumScores"/>, added in double in the order of their scores, divided by m and rounded once to
/// fp32; m = 1 is Krum and returns that contribution's bits. Contributions are read twice.
/// </summary>
/// <remarks>
/// Law: unless two scores are equal, the order of the contributions does not show in a bit; the result is a mean of
/// contributions that each lie near n - f - 2 others. Scores are of the vectors given: to score a whole model that is
/// merged in shards, add the shards to one <see cref="PairwiseDistances"/>.
/// </remarks>
public sealed class KrumRule : MergeRule
{
    private readonly int faulty;
    private readonly int selectedCount;
    private PairwiseDistances? distances;
    private SelectedContributions? selected;
    private SelectedMean? mean;
    private double[] scores = [];

    /// <summary>Krum, or multi-Krum of several.</summary>
    /// <param name="faulty">f, 0 or more; a merge needs at least 2 f + 3 contributions.</param>
    /// <param name="selected">m, from 1 to n - f - 2.</param>
    /// <exception cref="MergeLimitException">f is negative or m below 1.</exception>
    public KrumRule(int faulty, int selected = 1)
    {
        MergeLimitException.ThrowUnlessAtLeast(
            "krum", nameof(faulty), faulty, 0, "State how many faults to withstand, or 0.");
        MergeLimitException.ThrowUnlessAtLeast("krum", nameof(selected), selected, 1, "Select at least one.");
        this.faulty = faulty;
        selectedCount = selected;
    }

    /// <inheritdoc/>
    public override string Name => selectedCount == 1 ? "krum" : "multi-krum";

    private protected override void ThrowUnlessHolds(int contributions)
    {
        KrumLimits.ThrowUnlessHolds(Name, contributions, faulty);
        MergeLimitException.ThrowIfAbove(
            Name, "selected", selectedCount, contributions - faulty - 2, "Select fewer or wait for more contributions.");
    }

    private protected override void Run(
        IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination, int cores)
    {
        if (distances?.Contributions != contributions.Count)
        {
            distances = new PairwiseDistances(contributions.Count);
            scores = new double[contributions.Count];
        }

        distances.Clear();
        distances.Add(contributions, cores);
        KrumScores.Compute(distances, faulty, scores);
        selected ??= new SelectedContributions(selectedCount);
        mean ??= new SelectedMean(selectedCount);
        KrumScores.SelectSmallest(scores, selected.Numbers);
        selected.Bind(contributions);
        try
        {
            mean.Compute(selected, destination, cores);
        }
        finally
        {
            selected.Bind(null);
        }
    }
}
