using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Committed events. With one writer, positions become visible in their order.</summary>
internal sealed class SqliteEventReader(SqliteReaders readers, CommitSignals signals) : IEventReader
{
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        string? streamPrefix, long afterPosition, int maxCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        return await readers.RunAsync(
            session => session.Events.Read(streamPrefix, afterPosition, maxCount), cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<RecordedEvent> WatchAsync(
        string? streamPrefix, long afterPosition, CancellationToken cancellationToken = default) =>
        EventWatch.WatchAsync(this, signals.Events, isRaisedAfterFaults: false, streamPrefix, afterPosition, cancellationToken);

    public Task<long> LengthAsync(string stream, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => session.Events.LastSequence(stream), cancellationToken);

    public Task<DateTimeOffset?> LastRecordedAtAsync(CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => session.Events.LastRecordedAt(), cancellationToken);
}
