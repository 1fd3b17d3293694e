using System.Data.Common;
using Npgsql;
using Tapestry.Actors.Storage;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>Appends and reads events.</summary>
internal static class EventStatements
{
    private const string LastCharacter = "\U0010FFFF";

    private const string Insert =
        """
        INSERT INTO events (stream, sequence, name, recorded_at, payload, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Most positions that are walked through for the events of one stream among them.</summary>
    private const int Walk = 1000;

    private const string Columns = "position, stream, sequence, name, recorded_at, payload, previous_hash, hash";

    /// <summary>Walks through positions in their order; <c>OFFSET 0</c> keeps the planner from anything else.</summary>
    private const string SelectByPosition =
        $"""
        SELECT {Columns} FROM (
            SELECT * FROM events WHERE position > $1 AND position <= $2 ORDER BY position OFFSET 0) AS passed
        WHERE stream >= $3 AND stream < $4 ORDER BY position LIMIT $5
        """;

    /// <summary>Reads all of the streams' events; the sums keep the planner from walking through all positions.</summary>
    private const string SelectByStream =
        $"""
        SELECT {Columns} FROM events
        WHERE stream >= $3 AND stream < $4 AND position + 0 > $1 AND position + 0 <= $2 ORDER BY position + 0 LIMIT $5
        """;

    public static NpgsqlBatchCommand Append(NewEvent added) => Command(
        Insert, Value(added.Stream), Value(added.Sequence), Value(added.Name), Value(added.RecordedAt),
        Value(added.Payload), Value(added.PreviousHash), Value(added.Hash));

    /// <summary>
    /// Events in the order of their positions. How they are looked for is decided here: the planner, which plans a prepared
    /// statement for any values, may read the whole history for a few new events or for one stream.
    /// </summary>
    public static NpgsqlBatchCommand Page(string? streamPrefix, long afterPosition, long lastPosition, int maxCount) =>
        Command(
            IsOneStream(streamPrefix) && lastPosition - afterPosition > Walk ? SelectByStream : SelectByPosition,
            Value(afterPosition), Value(lastPosition), Value(streamPrefix ?? ""), Value(streamPrefix + LastCharacter), Value(maxCount));

    /// <summary>
    /// Whether that transaction has appended the event: another call may have appended an equal one in the same
    /// microsecond, and another transaction may have got the id after a crash.
    /// </summary>
    public static NpgsqlBatchCommand Exists(NewEvent added, ulong transactionId) => Command(
        "SELECT EXISTS (SELECT 1 FROM events WHERE stream = $1 AND sequence = $2 AND hash = $3 AND xmin = $4::xid)",
        Value(added.Stream), Value(added.Sequence), Value(added.Hash), TransactionId(transactionId));

    public static NpgsqlBatchCommand LastPosition() => Command("SELECT coalesce(max(position), 0) FROM events");

    public static NpgsqlBatchCommand LastSequence(string stream) =>
        Command("SELECT coalesce(max(sequence), 0) FROM events WHERE stream = $1", Value(stream));

    public static NpgsqlBatchCommand LastRecordedAt() =>
        Command("SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1");

    /// <summary>Transactions that may have taken positions and have not ended.</summary>
    public static NpgsqlBatchCommand Appenders() => Command(
        """
        SELECT virtualtransaction FROM pg_locks
        WHERE locktype = 'relation' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND relation = 'events'::regclass AND mode = 'RowExclusiveLock' AND granted
        """);

    /// <summary>Whether a key, or its beginning, is in it; else it is all streams, or those of a type.</summary>
    private static bool IsOneStream(string? streamPrefix) => streamPrefix is [.., not '/'] && streamPrefix.Contains('/', StringComparison.Ordinal);

    public static RecordedEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.ReadTime(4), row.ReadBytes(5),
        row.ReadBytes(6), row.ReadBytes(7));
}
