using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>Opens connections with the store's settings.</summary>
internal sealed class SqliteConnections(SqliteStoreOptions options)
{
    public string Path => options.Path;

    public SqliteConnection OpenWriter()
    {
        var connection = Open();
        try
        {
            SqliteSchema.EnsureOurs(connection, options.Path);
            SqliteSchema.Run(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Run(connection, $"PRAGMA synchronous = {options.Synchronous}");
            if (options.MaxDatabaseBytes is { } bytes)
            {
                var setLimit = $"PRAGMA max_page_count = {Math.Max(1, bytes / PageBytes(connection))}";
                SqliteSchema.Run(connection, setLimit);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenReader()
    {
        var connection = Open();
        SqliteSchema.Run(connection, "PRAGMA query_only = ON");
        return connection;
    }

    private static long PageBytes(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA page_size";
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        // SQLite waits for BusyTimeout by itself; the provider's own retry, which sleeps, ends after its first second.
        var settings = new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Run(connection, $"PRAGMA busy_timeout = {(long)options.BusyTimeout.TotalMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
