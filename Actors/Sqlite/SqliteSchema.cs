using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>Brings a database to the schema of this build, in one transaction.</summary>
internal static class SqliteSchema
{
    /// <summary>Refuses a file of another program or of a newer build before anything in it is touched.</summary>
    public static void EnsureOurs(SqliteConnection connection, string path)
    {
        var applicationId = Read(connection, "PRAGMA application_id");
        if (applicationId != SqliteMigrations.ApplicationId
            && Read(connection, "SELECT count(*) FROM sqlite_schema") != 0)
        {
            throw new StoreUnavailableException(
                $"Database {path}", "it belongs to another program.", "name another file.");
        }

        var version = Version(connection);
        if (version > SqliteMigrations.Scripts.Count)
        {
            throw new StoreUnavailableException(
                $"Database {path}",
                $"its schema is version {version}, this build knows versions up to {SqliteMigrations.Scripts.Count}.",
                "run the build that wrote it, or a newer one.");
        }
    }

    public static void Migrate(SqliteConnection connection)
    {
        if (Version(connection) == SqliteMigrations.Scripts.Count)
        {
            return;
        }

        Run(connection, "BEGIN IMMEDIATE");
        try
        {
            // Read again under the lock: another process may have migrated meanwhile.
            for (var next = Version(connection); next < SqliteMigrations.Scripts.Count; next++)
            {
                Run(connection, SqliteMigrations.Scripts[(int)next]);
            }

            Run(connection, $"PRAGMA application_id = {SqliteMigrations.ApplicationId}");
            Run(connection, $"PRAGMA user_version = {SqliteMigrations.Scripts.Count}");
            Run(connection, "COMMIT");
        }
        catch
        {
            Run(connection, "ROLLBACK");
            throw;
        }
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static long Version(SqliteConnection connection) => Read(connection, "PRAGMA user_version");
}
