namespace Tapestry.Actors.Postgres;

/// <summary>Settings of a store on PostgreSQL 15 or newer.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>Where the database is and who logs in, in Npgsql's form (<c>Host=…;Database=…;Username=…</c>).</summary>
    public required string ConnectionString { get; init; }

    /// <summary>PostgreSQL schema that holds the tables; lower-case letters, digits and underscores, at most 40.</summary>
    public string Schema { get; init; } = "tapestry";

    /// <summary>Makes the schema or brings it up to date when the store opens; false refuses a database that needs it.</summary>
    public bool Migrate { get; init; } = true;

    /// <summary>Connections of this store's pool; calls beyond them wait. Two more wait for and send signals.</summary>
    public int MaxConnections { get; init; } = 24;

    /// <summary>Longest wait for a connection, of the pool or a new one; whole seconds count.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for another transaction's lock; then it is a conflict.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest run of one statement, its waits included; then it is a conflict.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which the server ends the session of a silo that froze inside a transaction.</summary>
    public TimeSpan IdleTransactionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which any silo ends another's transaction, whatever it is doing.</summary>
    public TimeSpan MaxTransaction { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest time without a look for commits of other silos whose signal was lost.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a commit whose connection was lost is looked up before its call fails.</summary>
    public TimeSpan MaxLookup { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Clock of the waits between retries; times in the database come from the host, whose clock <see cref="Clock"/> may be.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told the database's time when the store opens and every <see cref="MaxSilence"/>; null asks for none.</summary>
    public PostgresClock? Clock { get; init; }
}
