using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>Opens connections with the store's settings: a bounded pool for work, and single ones for signals.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private const int PreparedStatements = 64;

    /// <summary>The driver gives up this long after the server should have.</summary>
    private static readonly TimeSpan CommandGrace = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource _pool;
    private readonly NpgsqlDataSource _single;

    public PostgresConnections(PostgresStoreOptions options)
    {
        var settings = Settings(options);
        Database = $"{settings.Database ?? settings.Username} on {settings.Host}";
        _pool = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        _single = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Names the database in errors.</summary>
    public string Database { get; }

    public ValueTask<NpgsqlConnection> RentAsync(CancellationToken cancellationToken) =>
        OpenAsync(_pool, cancellationToken);

    public ValueTask<NpgsqlConnection> OpenSingleAsync(CancellationToken cancellationToken) =>
        OpenAsync(_single, cancellationToken);

    /// <summary>Runs one statement that only reads.</summary>
    public async Task<List<T>> ReadAsync<T>(
        NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        var session = new PostgresSession(await RentAsync(cancellationToken).ConfigureAwait(false), Database, opening: null);
        await using (session.ConfigureAwait(false))
        {
            return await session.QueryAsync(command, map, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync().ConfigureAwait(false);
        await _single.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresFaults.Translate(fault, Database);
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(PostgresStoreOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            SearchPath = options.Schema,
            Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds),
            CommandTimeout = (int)Math.Ceiling((options.StatementTimeout + CommandGrace).TotalSeconds),
            MinPoolSize = 0,
            MaxPoolSize = options.MaxConnections,
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true, // A session leaves nothing behind but prepared statements.
            TcpKeepAlive = true,
            Enlist = false,
        };
        settings.ApplicationName ??= "tapestry";
        settings.Options = string.Join(
            ' ', settings.Options, Setting("lock_timeout", options.LockTimeout),
            Setting("statement_timeout", options.StatementTimeout),
            Setting("idle_in_transaction_session_timeout", options.IdleTransactionTimeout)).Trim();
        return settings;
    }

    private static string Setting(string name, TimeSpan time) => $"-c {name}={(long)time.TotalMilliseconds}";
}
