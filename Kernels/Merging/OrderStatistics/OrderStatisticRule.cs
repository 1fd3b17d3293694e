namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>A rule that sorts the n values of each coordinate and combines a range of ranks.</summary>
public abstract class OrderStatisticRule : MergeRule
{
    private SortedPanel? panel;

    private protected OrderStatisticRule()
    {
    }

    private protected abstract (int First, int Last) Ranks(int contributions);

    /// <summary>Combines a strip, one row a rank, into one value a column.</summary>
    private protected abstract void Combine(ReadOnlySpan<float> sorted, int firstRank, int lastRank, Span<float> destination);

    private protected override void Run(
        IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination)
    {
        var (first, last) = Ranks(contributions.Count);
        if (panel is null || !panel.IsFor(contributions.Count, first, last))
        {
            panel = new SortedPanel(contributions.Count, first, last);
        }

        for (var tile = 0; tile < destination.Length; tile += panel.TileLength)
        {
            var length = Math.Min(panel.TileLength, destination.Length - tile);
            panel.Load(contributions, tile, length);
            Combine(panel, destination.Slice(tile, length));
        }
    }

    private void Combine(SortedPanel loaded, Span<float> tile)
    {
        Span<float> combined = stackalloc float[SortedPanel.StripLength];
        for (var strip = 0; strip * SortedPanel.StripLength < tile.Length; strip++)
        {
            Combine(loaded.Sort(strip), loaded.FirstRank, loaded.LastRank, combined);
            var target = tile[(strip * SortedPanel.StripLength)..];
            combined[..Math.Min(SortedPanel.StripLength, target.Length)].CopyTo(target);
        }
    }
}
