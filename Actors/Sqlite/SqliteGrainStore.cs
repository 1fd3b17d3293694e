using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in WAL mode. One transaction writes at a time; readers see the last commit.
/// Several processes may open the file, but only commits of this process raise <see cref="Signals"/>.
/// </summary>
public sealed class SqliteGrainStore : IGrainStore
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteGrainStore(SqliteConnections connections, SqliteSession writer, int maxReaders)
    {
        _writer = new SqliteWriter(connections, writer);
        _readers = new SqliteReaders(connections, maxReaders);
        Events = new SqliteEventReader(_readers, Signals);
        Reminders = new SqliteReminderStore(_writer, _readers);
        Jobs = new SqliteJobStore(_writer, _readers, Signals);
    }

    /// <inheritdoc/>
    public CommitSignals Signals { get; } = new();

    /// <inheritdoc/>
    public IEventReader Events { get; }

    /// <inheritdoc/>
    public IReminderStore Reminders { get; }

    /// <inheritdoc/>
    public IJobStore Jobs { get; }

    /// <summary>Opens the database, making it or bringing its schema up to date.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message says why and what helps.</exception>
    public static Task<SqliteGrainStore> OpenAsync(
        SqliteStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxReaders, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.FromSeconds(1), nameof(options));
        return Task.Run(() => Open(options), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IGrainTransaction> BeginAsync(CancellationToken cancellationToken) =>
        new SqliteGrainTransaction(_writer, await _writer.BeginAsync(cancellationToken).ConfigureAwait(false), Signals);

    /// <inheritdoc/>
    public async ValueTask<IGrainSnapshot> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        new SqliteGrainSnapshot(_readers, await _readers.RentAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SqliteGrainStore Open(SqliteStoreOptions options)
    {
        var connections = new SqliteConnections(options);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Path))!);
            return new SqliteGrainStore(connections, OpenWriter(connections), options.MaxReaders);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.IsConflict(fault)
                ? SqliteFaults.LockedAtOpen(fault, options.Path)
                : SqliteFaults.Translate(fault, options.Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"Database {options.Path}", fault.Message, "name a folder that can be written.", fault);
        }
    }

    private static SqliteSession OpenWriter(SqliteConnections connections)
    {
        var connection = connections.OpenWriter();
        try
        {
            SqliteSchema.Migrate(connection);
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
