using System.Text;
using Microsoft.Data.Sqlite;

namespace Tapestry.Benchmarks.Actors;

/// <summary>What a counter's call needs at least: the same statements on the same schema, prepared and by hand.</summary>
internal sealed class BareSqlite : IDisposable
{
    private static readonly byte[] Hash = new byte[32];
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("""{"Amount":1,"Count":1}""");
    private static readonly byte[] State =
        Encoding.UTF8.GetBytes($$"""{"Count":1,"Note":"{{new string('n', 200)}}"}""");

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _select;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _insertEvent;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _beginRead;
    private readonly long[] _sequences;

    /// <summary>A database made by the store, with a row for every key.</summary>
    public BareSqlite(string path, string synchronous, int keys)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Prepare($"PRAGMA synchronous = {synchronous}").ExecuteNonQuery();
        _begin = Prepare("BEGIN IMMEDIATE");
        _beginRead = Prepare("BEGIN");
        _commit = Prepare("COMMIT");
        _select = Prepare(
            "SELECT state_version, state, sequence, head_hash FROM grains WHERE type = $1 AND key = $2", 2);
        _update = Prepare(
            "UPDATE grains SET state = $3, sequence = $4, head_hash = $5 WHERE type = $1 AND key = $2", 5);
        _insertEvent = Prepare(
            """
            INSERT INTO events (stream, sequence, name, recorded_at, payload, previous_hash, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            7);
        _sequences = new long[keys];
        using var insert = Prepare("INSERT INTO grains VALUES ($1, $2, 1, $3, 0, $4)", 4);
        for (var key = 0; key < keys; key++)
        {
            Run(insert, "counter", Name(key), State, Hash);
        }
    }

    /// <summary>One transaction of a writing call.</summary>
    public void Add(int key)
    {
        var name = Name(key);
        Run(_begin);
        Select(name);
        var sequence = ++_sequences[key];
        Run(_update, "counter", name, State, sequence, Hash);
        Run(_insertEvent, "counter/" + name, sequence, "counter.counted", sequence, Payload, Hash, Hash);
        Run(_commit);
    }

    /// <summary>One transaction of a reading call.</summary>
    public void Read(int key)
    {
        Run(_beginRead);
        Select(Name(key));
        Run(_commit);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string Name(int key) => key.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private void Select(string name)
    {
        _select.Parameters[0].Value = "counter";
        _select.Parameters[1].Value = name;
        using var reader = _select.ExecuteReader();
        reader.Read();
        reader.GetInt32(0);
        reader.GetFieldValue<byte[]>(1);
        reader.GetInt64(2);
        reader.GetFieldValue<byte[]>(3);
    }

    private SqliteCommand Prepare(string sql, int parameters = 0)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        command.Prepare();
        return command;
    }
}
