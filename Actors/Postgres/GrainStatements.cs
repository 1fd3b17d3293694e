using System.Data.Common;
using Npgsql;
using Tapestry.Actors.Storage;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>Reads, locks and writes grain rows.</summary>
internal static class GrainStatements
{
    private const string Select =
        "SELECT state_version, state, sequence, head_hash FROM grains WHERE type = $1 AND key = $2";

    private const string SelectForUpdate = Select + " FOR UPDATE";

    /// <summary>Guards the key of a row that does not exist; the schema is in it because such locks span the database.</summary>
    private const string LockAbsentRow =
        "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', current_schema(), $1, $2), 0))";

    private const string Upsert =
        """
        INSERT INTO grains (type, key, state_version, state, sequence, head_hash) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (type, key) DO UPDATE SET
            state_version = excluded.state_version, state = excluded.state,
            sequence = excluded.sequence, head_hash = excluded.head_hash
        """;

    public static NpgsqlBatchCommand Find(GrainId id) => Command(Select, Value(id.Type), Value(id.Key));

    public static NpgsqlBatchCommand Lock(GrainId id) => Command(SelectForUpdate, Value(id.Type), Value(id.Key));

    public static NpgsqlBatchCommand LockAbsent(GrainId id) => Command(LockAbsentRow, Value(id.Type), Value(id.Key));

    public static NpgsqlBatchCommand Save(GrainRow row) => Command(
        Upsert, Value(row.Id.Type), Value(row.Id.Key), Value(row.StateVersion), Value(row.State), Value(row.Sequence),
        Value(row.HeadHash));

    public static GrainRow Read(GrainId id, DbDataReader row) =>
        new(id, row.GetInt32(0), row.ReadBytes(1), row.GetInt64(2), row.ReadBytes(3));
}
