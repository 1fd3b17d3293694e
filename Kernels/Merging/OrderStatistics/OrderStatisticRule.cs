namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// A rule that sorts the n values of each coordinate and takes the mean of a range of ranks: added in ascending order in
/// double, divided by their number and rounded once to fp32. A zero of either sign counts as +0.
/// </summary>
/// <remarks>Law: the order of the contributions does not show in a bit.</remarks>
public abstract class OrderStatisticRule : MergeRule
{
    // Floats of one slice of all contributions: enough work for several cores, and copies stay in a third-level cache.
    private const int SlicesLength = 1 << 21;

    // Coordinates that one core takes at least, a multiple of a strip.
    private const int Granule = 16 * SortedStrips.StripLength;

    private Comparator[] comparators = [];
    private PinnedSlices? slices;

    private protected OrderStatisticRule()
    {
    }

    private protected abstract (int First, int Last) Ranks(int contributions);

    private protected override void Run(
        IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination, int cores)
    {
        if (slices?.Contributions != contributions.Count)
        {
            var (first, last) = Ranks(contributions.Count);
            comparators = SortingNetwork.ForRanks(contributions.Count, first, last);
            slices = new PinnedSlices(contributions.Count, Math.Max(Granule, SlicesLength / contributions.Count / Granule * Granule));
        }

        for (var coordinate = 0; coordinate < destination.Length; coordinate += slices.Length)
        {
            var length = Math.Min(slices.Length, destination.Length - coordinate);
            RunSlice(slices, contributions, coordinate, destination.Slice(coordinate, length), cores);
        }
    }

    private unsafe void RunSlice(
        PinnedSlices pinned, IContributionSource contributions, int start, Span<float> destination, int cores)
    {
        var (first, last) = Ranks(contributions.Count);
        var nonFinite = 0;
        fixed (float* target = destination)
        fixed (Comparator* network = comparators)
        {
            var kernel = new SortedStrips
            {
                Slices = pinned.Pointers,
                Contributions = contributions.Count,
                Comparators = network,
                ComparatorCount = comparators.Length,
                First = first,
                Last = last,
                Destination = target,
                NonFinite = &nonFinite,
            };
            pinned.Run(contributions, ..contributions.Count, start, destination.Length, ref kernel, Granule, cores);
        }

        if (nonFinite != 0)
        {
            contributions.ThrowIfNotFinite(start, pinned.Buffer(destination.Length));
        }
    }
}
