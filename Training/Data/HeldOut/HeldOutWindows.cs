namespace Tapestry.Training.Data.HeldOut;

/// <summary>
/// Cuts held-out text into windows whose targets do not overlap: window i predicts bytes i*sequence+1 to
/// (i+1)*sequence. A rest shorter than a window is left out.
/// </summary>
public sealed class HeldOutWindows
{
    private readonly ReadOnlyMemory<byte> text;

    /// <summary>Windows over at most <paramref name="maxBytes"/> of a text.</summary>
    /// <param name="heldOut">Held-out text in UTF-8, at least one window long.</param>
    /// <param name="sequenceLength">Targets of a window, at least 1.</param>
    /// <param name="maxBytes">Most targets over all windows; at least one window is kept.</param>
    /// <exception cref="ArgumentException">The text is shorter than one window.</exception>
    public HeldOutWindows(ReadOnlyMemory<byte> heldOut, int sequenceLength, long maxBytes = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, sequenceLength);
        if (heldOut.Length <= sequenceLength)
        {
            throw new ArgumentException(
                $"Held-out text of {heldOut.Length:N0} bytes is shorter than a window of {sequenceLength + 1:N0}; use shorter sequences or more text.",
                nameof(heldOut));
        }

        text = heldOut;
        SequenceLength = sequenceLength;
        Count = (int)Math.Min((heldOut.Length - 1) / sequenceLength, maxBytes / sequenceLength);
    }

    /// <summary>Targets of a window.</summary>
    public int SequenceLength { get; }

    /// <summary>Number of windows, at least 1.</summary>
    public int Count { get; }

    /// <summary>Targets over all windows, in bytes.</summary>
    public long PredictedBytes => (long)Count * SequenceLength;

    /// <summary>Writes consecutive windows.</summary>
    /// <param name="firstWindow">The first, from 0.</param>
    /// <param name="tokens">[windows, sequence + 1], row-major; every element is written.</param>
    /// <exception cref="ArgumentException">The span is no whole number of windows, or windows beyond the last are asked for.</exception>
    public void Fill(int firstWindow, Span<int> tokens)
    {
        var window = SequenceLength + 1;
        var rows = WindowRows.Count(tokens, SequenceLength);
        if (firstWindow < 0 || firstWindow > Count - rows)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstWindow), firstWindow, $"Windows {firstWindow} to {firstWindow + rows - 1} are asked for of {Count}.");
        }

        for (var row = 0; row < rows; row++)
        {
            var start = (firstWindow + row) * SequenceLength;
            ByteTokenizer.Encode(text.Span.Slice(start, window), tokens.Slice(row * window, window));
        }
    }
}
