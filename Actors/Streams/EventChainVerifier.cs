namespace Tapestry.Actors;

/// <summary>
/// Checks the hash chains of streams from their first events on. Feed every event of the streams in order; the streams
/// may be interleaved.
/// </summary>
public sealed class EventChainVerifier
{
    private readonly Dictionary<string, StreamHead> _heads = new(StringComparer.Ordinal);

    /// <summary>Where each stream stands, as far as it is verified.</summary>
    public IReadOnlyDictionary<string, StreamHead> Heads => _heads;

    /// <summary>The first broken event of the given ones, or null when all chains hold.</summary>
    public static EventChainBreak? FindBreak(IEnumerable<RecordedEvent> events)
    {
        var verifier = new EventChainVerifier();
        return events.Select(verifier.Check).FirstOrDefault(broken => broken is not null);
    }

    /// <summary>Checks the next event; one that is broken does not move its stream's head.</summary>
    /// <returns>What is wrong, or null.</returns>
    public EventChainBreak? Check(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var head = _heads.GetValueOrDefault(recorded.Stream, StreamHead.Empty);
        if (recorded.Sequence != head.Sequence + 1)
        {
            return new EventChainBreak(recorded, $"expected sequence {head.Sequence + 1}");
        }

        if (!recorded.PreviousHash.Span.SequenceEqual(head.Hash.Span))
        {
            return new EventChainBreak(recorded, $"it does not follow the event with hash {head.HashHex}");
        }

        var hash = EventHash.Compute(
            head.Hash.Span, recorded.Stream, recorded.Sequence, recorded.Name, recorded.RecordedAt, recorded.Payload.Span);
        if (!recorded.Hash.Span.SequenceEqual(hash))
        {
            return new EventChainBreak(recorded, $"its content hashes to {Convert.ToHexStringLower(hash)}");
        }

        _heads[recorded.Stream] = new StreamHead(recorded.Sequence, hash);
        return null;
    }
}
