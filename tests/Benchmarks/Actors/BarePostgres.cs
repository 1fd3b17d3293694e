using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Tapestry.Benchmarks.Actors;

/// <summary>
/// What a counter's call needs at least, as pgbench would do it: the same statements on the same schema, prepared, each
/// caller on a connection of its own. The statements after the read travel together with the commit, as the store's do.
/// </summary>
internal sealed class BarePostgres : IAsyncDisposable
{
    private static readonly byte[] Hash = new byte[32];
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("""{"Amount":1,"Count":1}""");
    private static readonly byte[] State = Encoding.UTF8.GetBytes($$"""{"Count":1,"Note":"{{new string('n', 200)}}"}""");

    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection[] _connections = [];

    private BarePostgres(NpgsqlDataSource source) => _source = source;

    /// <summary>Fills a schema that the store made and opens the connections.</summary>
    public static async Task<BarePostgres> CreateAsync(string connectionString, string schema, int callers, int keys)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = schema, MaxPoolSize = callers, MaxAutoPrepare = 16, AutoPrepareMinUsages = 2,
        };
        var bare = new BarePostgres(NpgsqlDataSource.Create(settings));
        await using (var insert = bare._source.CreateCommand(
            "INSERT INTO grains SELECT 'counter', key, 1, $1, 0, $2 FROM generate_series(0, $3 - 1) AS key"))
        {
            insert.Parameters.AddRange(new NpgsqlParameter[] { Bytes(State), Bytes(Hash), new NpgsqlParameter<int> { TypedValue = keys } });
            await insert.ExecuteNonQueryAsync();
        }

        bare._connections = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(_ => bare._source.OpenConnectionAsync().AsTask()));
        return bare;
    }

    /// <summary>One transaction of a writing call.</summary>
    public async Task<long> AddAsync(int caller, int key)
    {
        var connection = _connections[caller];
        var name = key.ToString(CultureInfo.InvariantCulture);
        var sequence = await LockAsync(connection, name) + 1;
        await using var write = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(
                    "UPDATE grains SET state = $3, sequence = $4, head_hash = $5 WHERE type = $1 AND key = $2",
                    Text("counter"), Text(name), Bytes(State), Number(sequence), Bytes(Hash)),
                Command(
                    """
                    INSERT INTO events (stream, sequence, name, recorded_at, payload, previous_hash, hash)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)
                    """,
                    Text("counter/" + name), Number(sequence), Text("counter.counted"), Number(sequence), Bytes(Payload),
                    Bytes(Hash), Bytes(Hash)),
                Command("COMMIT"),
            },
        };
        await write.ExecuteNonQueryAsync();
        return sequence;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _source.DisposeAsync();
    }

    private static async Task<long> LockAsync(NpgsqlConnection connection, string name)
    {
        await using var read = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command("BEGIN"),
                Command(
                    "SELECT state_version, state, sequence, head_hash FROM grains WHERE type = $1 AND key = $2 FOR UPDATE",
                    Text("counter"), Text(name)),
            },
        };
        await using var reader = await read.ExecuteReaderAsync();
        await reader.ReadAsync();
        reader.GetInt32(0);
        reader.GetFieldValue<byte[]>(1);
        reader.GetFieldValue<byte[]>(3);
        return reader.GetInt64(2);
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(values);
        return command;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };
}
