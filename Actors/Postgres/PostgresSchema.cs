using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>Brings a database to the schema of this build, in one transaction under an advisory lock.</summary>
internal static class PostgresSchema
{
    private const int OldestServer = 150000;

    /// <exception cref="StoreUnavailableException">The database is not ours, of another version, or must not be migrated.</exception>
    public static async Task EnsureAsync(
        NpgsqlConnection connection, PostgresStoreOptions options, string database, CancellationToken cancellationToken)
    {
        var server = await ReadAsync<int>(
            connection, "SELECT current_setting('server_version_num')::integer", cancellationToken).ConfigureAwait(false);
        if (server < OldestServer)
        {
            throw PostgresFaults.Unavailable(
                database, $"its server is version {connection.ServerVersion}.", "use PostgreSQL 15 or newer.");
        }

        if (await NeedsMigrationAsync(connection, options, database, cancellationToken).ConfigureAwait(false))
        {
            await MigrateAsync(connection, options, database, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> NeedsMigrationAsync(
        NpgsqlConnection connection, PostgresStoreOptions options, string database, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        var known = PostgresMigrations.Scripts.Count;
        if (version > known)
        {
            throw PostgresFaults.Unavailable(
                database, $"its schema '{options.Schema}' is version {version}, this build knows versions up to {known}.",
                "run the build that wrote it, or a newer one.");
        }

        if (version < known && !options.Migrate)
        {
            var found = version == 0 ? $"it has no schema '{options.Schema}' of ours" : $"its schema is version {version}";
            throw PostgresFaults.Unavailable(
                database, $"{found}; this build needs version {known}.",
                $"open it once with {nameof(options.Migrate)} and a user who may create tables.");
        }

        return version < known;
    }

    private static async Task MigrateAsync(
        NpgsqlConnection connection, PostgresStoreOptions options, string database, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            // A migration, or the wait for another silo's, may take longer than statements and transactions may.
            await RunAsync(
                connection,
                "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL application_name = 'tapestry migration'",
                cancellationToken).ConfigureAwait(false);
            await RunAsync(
                connection, $"SELECT pg_advisory_xact_lock(hashtextextended('tapestry schema {options.Schema}', 0))",
                cancellationToken).ConfigureAwait(false);
            var version = await VersionAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
            if (version == 0)
            {
                await CreateSchemaAsync(connection, options.Schema, database, cancellationToken).ConfigureAwait(false);
            }

            for (var next = version; next < PostgresMigrations.Scripts.Count; next++)
            {
                await RunAsync(connection, PostgresMigrations.Scripts[next], cancellationToken).ConfigureAwait(false);
                await RunAsync(
                    connection, $"INSERT INTO schema_versions (version) VALUES ({next + 1})", cancellationToken)
                    .ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CreateSchemaAsync(
        NpgsqlConnection connection, string schema, string database, CancellationToken cancellationToken)
    {
        var relations = await ReadAsync<long?>(
            connection,
            $"""
            SELECT count(pg_class.oid) FROM pg_namespace LEFT JOIN pg_class ON relnamespace = pg_namespace.oid
            WHERE nspname = '{schema}' GROUP BY nspname
            """,
            cancellationToken).ConfigureAwait(false);
        if (relations > 0)
        {
            throw PostgresFaults.Unavailable(
                database, $"its schema '{schema}' belongs to another program.", "name another schema or database.");
        }

        if (relations is null)
        {
            await RunAsync(connection, $"CREATE SCHEMA {schema}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the catalog's tables; <c>to_regclass</c> may remember from before the lock that there was nothing.</summary>
    private static async Task<int> VersionAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellationToken) =>
        await ReadAsync<bool>(
            connection,
            $"""
            SELECT EXISTS (
                SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE nspname = '{schema}' AND relname = 'schema_versions')
            """,
            cancellationToken).ConfigureAwait(false)
            ? await ReadAsync<int>(
                connection, $"SELECT coalesce(max(version), 0) FROM {schema}.schema_versions", cancellationToken)
                .ConfigureAwait(false)
            : 0;

    private static async Task<T?> ReadAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return (T?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
