namespace Tapestry.Kernels.Merging.Krum;

/// <summary>Some contributions of a source, in the order of their selection.</summary>
internal sealed class SelectedContributions(int count) : IContributionSource
{
    private readonly int[] selected = new int[count];
    private IContributionSource? source;

    /// <inheritdoc/>
    public int Count => selected.Length;

    /// <inheritdoc/>
    public int Length => source?.Length ?? 0;

    /// <summary>The numbers of the contributions.</summary>
    public Span<int> Numbers => selected;

    /// <summary>Takes them from a source; null lets go of it.</summary>
    public void Bind(IContributionSource? contributions) => source = contributions;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Slice(int contribution, int start, Span<float> buffer) =>
        source!.Slice(selected[contribution], start, buffer);
}
