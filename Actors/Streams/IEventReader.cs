namespace Tapestry.Actors;

/// <summary>Reads committed events in the order of their positions.</summary>
public interface IEventReader
{
    /// <summary>Events after a position; fewer than asked for means that there are no more now.</summary>
    /// <param name="streamPrefix">Only streams whose name starts so; null for all.</param>
    /// <param name="afterPosition">0 to start at the beginning.</param>
    /// <param name="maxCount">At least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        string? streamPrefix, long afterPosition, int maxCount, CancellationToken cancellationToken = default);

    /// <summary>
    /// Events after a position and then every further one as it commits, until cancelled; none lost and none twice.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> WatchAsync(
        string? streamPrefix, long afterPosition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Number of events that a stream has now: everything committed before the call counts, and one that is compared with an earlier one
    /// tells whether the stream's grain has changed. Reads one row.
    /// </summary>
    /// <param name="stream">The whole name of a stream.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<long> LengthAsync(string stream, CancellationToken cancellationToken = default);

    /// <summary>When the event with the highest position was recorded; null without events. Reads one row.</summary>
    Task<DateTimeOffset?> LastRecordedAtAsync(CancellationToken cancellationToken = default);
}
