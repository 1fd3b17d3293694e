namespace Tapestry.Training.Data;

/// <summary>Rows of a batch [rows, sequence + 1].</summary>
internal static class WindowRows
{
    public static int Count(ReadOnlySpan<int> tokens, int sequenceLength) => tokens.Length % (sequenceLength + 1) == 0
        ? tokens.Length / (sequenceLength + 1)
        : throw new ArgumentException(
            $"{tokens.Length:N0} tokens are no whole number of windows of {sequenceLength + 1:N0}.", nameof(tokens));
}
