namespace Tapestry.Kernels.Merging.Centers;

/// <summary>A rule that moves a center towards the contributions, a stated number of rounds.</summary>
public abstract class CenterRule : MergeRule
{
    /// <summary>Most rounds of one merge; each reads every contribution.</summary>
    public const int MaxRounds = 1000;

    private CenterIteration? iteration;

    private protected CenterRule()
    {
    }

    private protected abstract void Iterate(
        CenterIteration iteration, IContributionSource contributions, Span<float> center, int cores);

    private protected static void ThrowUnlessRounds(string rule, int rounds)
    {
        MergeLimitException.ThrowUnlessAtLeast(rule, nameof(rounds), rounds, 1, "Move at least once.");
        MergeLimitException.ThrowIfAbove(rule, nameof(rounds), rounds, MaxRounds, "Use fewer rounds.");
    }

    private protected override void ThrowUnlessHolds(int contributions)
    {
    }

    private protected override void Run(
        IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination, int cores)
    {
        if (iteration?.Contributions != contributions.Count)
        {
            iteration = new CenterIteration(contributions.Count);
        }

        if (start.IsEmpty)
        {
            destination.Clear();
        }
        else
        {
            start.CopyTo(destination);
        }

        Iterate(iteration, contributions, destination, cores);
    }
}
