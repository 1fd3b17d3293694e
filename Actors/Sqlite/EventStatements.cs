using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Appends and reads events on one connection.</summary>
internal sealed class EventStatements(SqliteConnection connection) : IDisposable
{
    private const string LastCharacter = "\U0010FFFF";

    private readonly SqliteStatement _insert = new(
        connection,
        """
        INSERT INTO events (stream, sequence, name, recorded_at, payload, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        parameters: 7);

    private readonly SqliteStatement _select = new(
        connection,
        """
        SELECT position, stream, sequence, name, recorded_at, payload, previous_hash, hash FROM events
        WHERE position > $1 AND stream >= $2 AND stream < $3 ORDER BY position LIMIT $4
        """,
        parameters: 4);

    private readonly SqliteStatement _lastSequence = new(
        connection, "SELECT coalesce(max(sequence), 0) FROM events WHERE stream = $1", parameters: 1);

    private readonly SqliteStatement _last = new(
        connection, "SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1");

    public void Append(NewEvent added) => _insert.Execute(
        added.Stream, added.Sequence, added.Name, Microseconds.FromTime(added.RecordedAt),
        SqliteValues.Blob(added.Payload), SqliteValues.Blob(added.PreviousHash), SqliteValues.Blob(added.Hash));

    public List<RecordedEvent> Read(string? streamPrefix, long afterPosition, int maxCount)
    {
        using var reader = _select.Query(afterPosition, streamPrefix ?? "", streamPrefix + LastCharacter, maxCount);
        return reader.ReadAll(row => new RecordedEvent(
            row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.ReadTime(4), row.ReadBlob(5),
            row.ReadBlob(6), row.ReadBlob(7)));
    }

    public long LastSequence(string stream)
    {
        using var reader = _lastSequence.Query(stream);
        reader.Read();
        return reader.GetInt64(0);
    }

    public DateTimeOffset? LastRecordedAt()
    {
        using var reader = _last.Query();
        return reader.Read() ? reader.ReadTime(0) : null;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _select.Dispose();
        _lastSequence.Dispose();
        _last.Dispose();
    }
}
