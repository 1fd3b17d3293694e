using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>How values look in the database: times and periods are microseconds, hashes and JSON are blobs.</summary>
internal static class SqliteValues
{
    public static byte[] Blob(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
        && segment is { Offset: 0, Array: { } array } && array.Length == segment.Count
            ? array
            : bytes.ToArray();

    public static object? Time(DateTimeOffset? time) => time is { } value ? Microseconds.FromTime(value) : null;

    public static object? Period(TimeSpan? period) =>
        period is { } value ? value.Ticks / TimeSpan.TicksPerMicrosecond : null;

    public static byte[] ReadBlob(this SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    public static DateTimeOffset ReadTime(this SqliteDataReader reader, int column) =>
        Microseconds.ToTime(reader.GetInt64(column));

    public static DateTimeOffset? ReadOptionalTime(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.ReadTime(column);

    public static string? ReadOptionalText(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static TimeSpan? ReadOptionalPeriod(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : TimeSpan.FromTicks(reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond);

    public static List<T> ReadAll<T>(this SqliteDataReader reader, Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
