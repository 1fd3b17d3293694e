using Tapestry.Training.Local;

namespace Tapestry.Training.Data.Batches;

/// <summary>
/// Gives each source an equal share of every batch: what a model sees that is trained on the pooled text. Rows that do
/// not divide evenly go to the sources in turn, so that the shares are equal over time.
/// </summary>
public sealed class MixedBatches : ITokenBatchSource
{
    private readonly IReadOnlyList<ITokenBatchSource> sources;
    private readonly int sequenceLength;

    /// <summary>Mixes sources.</summary>
    /// <param name="sources">At least one.</param>
    /// <param name="sequenceLength">Targets of a window, the same in every source.</param>
    public MixedBatches(IReadOnlyList<ITokenBatchSource> sources, int sequenceLength)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceLength, 1);
        this.sources = sources;
        this.sequenceLength = sequenceLength;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The span is no whole number of windows.</exception>
    public void Fill(long globalStep, Span<int> tokens)
    {
        var rows = WindowRows.Count(tokens, sequenceLength);
        var (share, extra) = Math.DivRem(rows, sources.Count);
        var firstWithExtra = (int)(globalStep % sources.Count * extra % sources.Count);
        var rest = tokens;
        for (var i = 0; i < sources.Count; i++)
        {
            var turn = (i - firstWithExtra + sources.Count) % sources.Count;
            var length = (share + (turn < extra ? 1 : 0)) * (sequenceLength + 1);
            sources[i].Fill(globalStep, rest[..length]);
            rest = rest[length..];
        }
    }
}
