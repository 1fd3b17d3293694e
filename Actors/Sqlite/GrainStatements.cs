using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Reads and writes grain rows on one connection.</summary>
internal sealed class GrainStatements(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _select = new(
        connection,
        "SELECT state_version, state, sequence, head_hash FROM grains WHERE type = $1 AND key = $2",
        parameters: 2);

    private readonly SqliteStatement _save = new(
        connection,
        """
        INSERT INTO grains (type, key, state_version, state, sequence, head_hash) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (type, key) DO UPDATE SET
            state_version = excluded.state_version, state = excluded.state,
            sequence = excluded.sequence, head_hash = excluded.head_hash
        """,
        parameters: 6);

    public GrainRow? Find(GrainId id)
    {
        using var reader = _select.Query(id.Type, id.Key);
        return reader.Read()
            ? new GrainRow(id, reader.GetInt32(0), reader.ReadBlob(1), reader.GetInt64(2), reader.ReadBlob(3))
            : null;
    }

    public void Save(GrainRow row) => _save.Execute(
        row.Id.Type, row.Id.Key, row.StateVersion, SqliteValues.Blob(row.State), row.Sequence,
        SqliteValues.Blob(row.HeadHash));

    public void Dispose()
    {
        _select.Dispose();
        _save.Dispose();
    }
}
