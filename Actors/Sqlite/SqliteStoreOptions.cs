namespace Tapestry.Actors.Sqlite;

/// <summary>Settings of an embedded store.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The database file; it and its folder are made when they do not exist.</summary>
    public required string Path { get; init; }

    /// <summary>What a commit waits for.</summary>
    public SqliteSynchronous Synchronous { get; init; } = SqliteSynchronous.Full;

    /// <summary>Read-only calls that run at one time; more wait.</summary>
    public int MaxReaders { get; init; } = 4;

    /// <summary>How long a transaction waits for another process before it is a conflict; at least a second.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Size at which the database counts as full; null leaves that to the disk.</summary>
    public long? MaxDatabaseBytes { get; init; }
}
