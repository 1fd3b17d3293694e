using Tapestry.Training.Local;

namespace Tapestry.Training.Data.Batches;

/// <summary>
/// Windows of a text at uniformly drawn offsets. Row r of step s is a function of (seed, s, r) alone: no state to save,
/// and a larger batch begins with the rows of the smaller.
/// </summary>
public sealed class RandomWindowBatches : ITokenBatchSource
{
    private readonly ReadOnlyMemory<byte> text;
    private readonly ulong seed;
    private readonly int sequenceLength;

    /// <summary>Draws from a text.</summary>
    /// <param name="text">Training text in UTF-8, at least one window long.</param>
    /// <param name="sequenceLength">Targets of a window, at least 1; a window has one byte more.</param>
    /// <param name="seed">Decides every offset.</param>
    /// <exception cref="ArgumentException">The text is shorter than one window.</exception>
    public RandomWindowBatches(ReadOnlyMemory<byte> text, int sequenceLength, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceLength, 1);
        if (text.Length <= sequenceLength)
        {
            throw new ArgumentException(
                $"Text of {text.Length:N0} bytes is shorter than a window of {sequenceLength + 1:N0}; use shorter sequences or more text.",
                nameof(text));
        }

        this.text = text;
        this.sequenceLength = sequenceLength;
        this.seed = seed;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The span is no whole number of windows.</exception>
    public void Fill(long globalStep, Span<int> tokens)
    {
        var window = sequenceLength + 1;
        var rows = WindowRows.Count(tokens, sequenceLength);
        for (var row = 0; row < rows; row++)
        {
            var offset = Philox.Below(text.Length - sequenceLength, seed, (ulong)row, (ulong)globalStep);
            ByteTokenizer.Encode(text.Span.Slice(offset, window), tokens.Slice(row * window, window));
        }
    }
}
