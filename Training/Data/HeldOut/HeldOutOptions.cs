namespace Tapestry.Training.Data.HeldOut;

/// <summary>How much text is held out, and how little is too little.</summary>
public sealed record HeldOutOptions
{
    /// <summary>Share of the keys that is held out, above 0 and below 1.</summary>
    public double Fraction { get; init; } = 0.05;

    /// <summary>
    /// Shortest held-out entry in bytes, <see cref="ShortestEntryBytes"/> or more. Shorter ones, names and numbers
    /// mostly, occur in any training text.
    /// </summary>
    public int MinEntryBytes { get; init; } = ShortestEntryBytes;

    /// <summary>Least training text of a site, in bytes.</summary>
    public long MinTrainBytes { get; init; } = 64 * 1024;

    /// <summary>Least held-out text of a site, in bytes.</summary>
    public long MinHeldOutBytes { get; init; } = 2 * 1024;

    /// <summary>The least that <see cref="MinEntryBytes"/> can be: occurrences are found by their first 16 bytes.</summary>
    public const int ShortestEntryBytes = 16;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated on its property.</exception>
    internal void Validate()
    {
        if (Fraction is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Fraction), Fraction, "The held-out share must lie between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MinEntryBytes, ShortestEntryBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(MinTrainBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(MinHeldOutBytes);
    }
}
