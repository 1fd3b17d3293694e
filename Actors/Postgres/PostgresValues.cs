using System.Data.Common;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Tapestry.Actors.Postgres;

/// <summary>How values look in the database: times and periods are microseconds, hashes and JSON are bytes.</summary>
internal static class PostgresValues
{
    /// <summary>A statement whose parameters are <c>$1</c>, <c>$2</c> and so on; sessions keep it prepared.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value);
        }

        return command;
    }

    public static NpgsqlParameter Value(string text) => new NpgsqlParameter<string> { TypedValue = text };

    public static NpgsqlParameter Value(int number) => new NpgsqlParameter<int> { TypedValue = number };

    public static NpgsqlParameter Value(long number) => new NpgsqlParameter<long> { TypedValue = number };

    public static NpgsqlParameter Value(Guid id) => new NpgsqlParameter<Guid> { TypedValue = id };

    public static NpgsqlParameter Value(DateTimeOffset time) => Value(Microseconds.FromTime(time));

    public static NpgsqlParameter Value(IReadOnlyCollection<string> texts) =>
        new NpgsqlParameter<string[]> { TypedValue = [.. texts] };

    public static NpgsqlParameter Value(ReadOnlyMemory<byte> bytes) =>
        new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter TransactionId(ulong id) =>
        new NpgsqlParameter<ulong> { TypedValue = id, NpgsqlDbType = NpgsqlDbType.Xid8 };

    public static NpgsqlParameter Period(TimeSpan? period) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Bigint,
        Value = period is { } value ? value.Ticks / TimeSpan.TicksPerMicrosecond : DBNull.Value,
    };

    public static NpgsqlParameter OptionalText(string? text) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Text,
        Value = text ?? (object)DBNull.Value,
    };

    /// <summary>Text for people: what UTF-8 in PostgreSQL cannot hold becomes U+FFFD.</summary>
    public static NpgsqlParameter Reason(string text) =>
        Value(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD'));

    public static byte[] ReadBytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static DateTimeOffset ReadTime(this DbDataReader row, int column) => Microseconds.ToTime(row.GetInt64(column));

    public static DateTimeOffset? ReadOptionalTime(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.ReadTime(column);

    public static string? ReadOptionalText(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static TimeSpan? ReadOptionalPeriod(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : TimeSpan.FromTicks(row.GetInt64(column) * TimeSpan.TicksPerMicrosecond);
}
