using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// A rule that makes one vector of n contributions of equal weight. It reads them in tiles: memory is O(tile) beside the
/// destination. An object keeps its buffers and serves one merge at a time; a repeated merge allocates nothing.
/// </summary>
/// <remarks>
/// Law: the same contributions give the same bits on any hardware, whatever the source's slices and the cores. Non-finite input is
/// refused, never spread, and on any error during a merge the destination is left all zeros, never half merged.
/// </remarks>
public abstract class MergeRule
{
    /// <summary>Most contributions of one merge. Beyond it, merge groups first and then their results.</summary>
    public const int MaxContributions = 1024;

    private protected MergeRule()
    {
    }

    /// <summary>The rule's name in the field, such as <c>median</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Merges the contributions.</summary>
    /// <param name="contributions">The contributions, 1 to <see cref="MaxContributions"/>.</param>
    /// <param name="destination">Receives the merge, fp32, as long as a contribution.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1.</exception>
    /// <exception cref="MergeLimitException">The rule does not hold for so many contributions.</exception>
    /// <exception cref="LengthMismatchException">The destination or a slice has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names contribution and coordinate.</exception>
    public void Merge(IContributionSource contributions, Span<float> destination, int cores = 1) =>
        Merge(contributions, [], destination, cores);

    /// <param name="contributions">The contributions.</param>
    /// <param name="start">Where an iterative rule starts; empty for its default.</param>
    /// <param name="destination">Receives the merge.</param>
    /// <param name="cores">Most cores to use.</param>
    private protected void Merge(
        IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination, int cores)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        LengthMismatchException.ThrowUnlessEqual(destination.Length, contributions.Length);
        MergeLimitException.ThrowUnlessAtLeast(Name, "contributions", contributions.Count, 1, "Wait for a contribution.");
        MergeLimitException.ThrowIfAbove(
            Name, "contributions", contributions.Count, MaxContributions, "Merge groups first, then their results.");
        ThrowUnlessHolds(contributions.Count);
        try
        {
            Run(contributions, start, destination, cores);
        }
        catch
        {
            destination.Clear();
            throw;
        }
    }

    /// <exception cref="MergeLimitException">The rule's guarantee does not hold for so many contributions.</exception>
    private protected abstract void ThrowUnlessHolds(int contributions);

    /// <summary>Merges; numbers and lengths were checked.</summary>
    private protected abstract void Run(
        IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination, int cores);
}
