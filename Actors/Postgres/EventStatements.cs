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

    private const string SelectPage =
        """
        SELECT position, stream, sequence, name, recorded_at, payload, previous_hash, hash FROM events
        WHERE position > $1 AND position <= $2 AND stream >= $3 AND stream < $4 ORDER BY position LIMIT $5
        """;

    public static NpgsqlBatchCommand Append(NewEvent added) => Command(
        Insert, Value(added.Stream), Value(added.Sequence), Value(added.Name), Value(added.RecordedAt),
        Value(added.Payload), Value(added.PreviousHash), Value(added.Hash));

    public static NpgsqlBatchCommand Page(string? streamPrefix, long afterPosition, long lastPosition, int maxCount) =>
        Command(
            SelectPage, Value(afterPosition), Value(lastPosition), Value(streamPrefix ?? ""),
            Value(streamPrefix + LastCharacter), Value(maxCount));

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

    public static RecordedEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.ReadTime(4), row.ReadBytes(5),
        row.ReadBytes(6), row.ReadBytes(7));
}
