using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>Committed events up to the settled position.</summary>
internal sealed class PostgresEventReader(PostgresConnections connections, PostgresSignals signals, TimeProvider time)
    : IEventReader
{
    private readonly SettledPosition _settled = new(connections, time);

    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        string? streamPrefix, long afterPosition, int maxCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        var last = await _settled.AdvanceAsync(cancellationToken).ConfigureAwait(false);
        return last <= afterPosition
            ? []
            : await connections.ReadAsync(
                EventStatements.Page(streamPrefix, afterPosition, last, maxCount), EventStatements.Read, cancellationToken)
                .ConfigureAwait(false);
    }

    public IAsyncEnumerable<RecordedEvent> WatchAsync(
        string? streamPrefix, long afterPosition, CancellationToken cancellationToken = default) =>
        EventWatch.WatchAsync(this, signals.Local.Events, isRaisedAfterFaults: true, streamPrefix, afterPosition, cancellationToken);

    public async Task<long> LengthAsync(string stream, CancellationToken cancellationToken = default) => (await connections.ReadAsync(
        EventStatements.LastSequence(stream), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)).Single();

    public async Task<DateTimeOffset?> LastRecordedAtAsync(CancellationToken cancellationToken = default)
    {
        var times = await connections.ReadAsync(
            EventStatements.LastRecordedAt(), row => row.ReadOptionalTime(0), cancellationToken).ConfigureAwait(false);
        return times.SingleOrDefault();
    }
}
