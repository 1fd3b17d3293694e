using Npgsql;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>
/// The cluster's store: one PostgreSQL database under any number of silos. A loaded grain's row is locked until the
/// transaction ends; commits of every silo raise <see cref="Signals"/>.
/// </summary>
public sealed class PostgresGrainStore : IGrainStore
{
    private readonly PostgresConnections _connections;
    private readonly PostgresWrites _writes;
    private readonly PostgresSignals _signals;

    private PostgresGrainStore(PostgresConnections connections, PostgresStoreOptions options)
    {
        _connections = connections;
        _writes = new PostgresWrites(connections, options);
        _signals = new PostgresSignals(connections, options);
        Events = new PostgresEventReader(connections, _signals, options.Time);
        Reminders = new PostgresReminderStore(connections, _writes);
        Jobs = new PostgresJobStore(connections, _writes, _signals);
    }

    /// <inheritdoc/>
    public CommitSignals Signals => _signals.Local;

    /// <inheritdoc/>
    public IEventReader Events { get; }

    /// <inheritdoc/>
    public IReminderStore Reminders { get; }

    /// <inheritdoc/>
    public IJobStore Jobs { get; }

    /// <summary>Connects, and makes the schema or brings it up to date when the options allow it.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message names every fault.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be used; the message says why and what helps.</exception>
    public static async Task<PostgresGrainStore> OpenAsync(
        PostgresStoreOptions options, CancellationToken cancellationToken = default)
    {
        PostgresOptionsCheck.Validate(options);
        var connections = new PostgresConnections(options);
        IAsyncDisposable opened = connections;
        try
        {
            await PrepareAsync(connections, options, cancellationToken).ConfigureAwait(false);
            var store = new PostgresGrainStore(connections, options);
            opened = store;
            await store._signals.Listening.WaitAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch (Exception fault)
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            if (fault is StoreConflictException conflict)
            {
                throw PostgresFaults.AtOpen(conflict, connections.Database);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IGrainTransaction> BeginAsync(CancellationToken cancellationToken) =>
        new PostgresGrainTransaction(_writes, await _writes.BeginAsync(cancellationToken).ConfigureAwait(false), _signals);

    /// <inheritdoc/>
    public async ValueTask<IGrainSnapshot> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        new PostgresGrainSnapshot(new PostgresSession(
            await _connections.RentAsync(cancellationToken).ConfigureAwait(false), _connections.Database,
            PostgresSession.Snapshot));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _signals.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task PrepareAsync(
        PostgresConnections connections, PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenSingleAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                await PostgresSchema.EnsureAsync(connection, options, connections.Database, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (NpgsqlException fault)
            {
                throw PostgresFaults.Translate(fault, connections.Database);
            }
        }
    }
}
