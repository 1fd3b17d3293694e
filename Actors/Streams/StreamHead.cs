namespace Tapestry.Actors;

/// <summary>Where a stream ends.</summary>
/// <param name="Sequence">Sequence number of the last event; 0 for an empty stream.</param>
/// <param name="Hash">Hash of the last event, 32 bytes; all zero for an empty stream.</param>
public sealed record StreamHead(long Sequence, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Head of a stream without events.</summary>
    public static StreamHead Empty { get; } = new(0, new byte[EventHash.SizeBytes]);

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public string HashHex => Convert.ToHexStringLower(Hash.Span);

    /// <summary>Equal sequence and equal hash bytes.</summary>
    public bool Equals(StreamHead? other) =>
        other is not null && Sequence == other.Sequence && Hash.Span.SequenceEqual(other.Hash.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Sequence.GetHashCode();
}
