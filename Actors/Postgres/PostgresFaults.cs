using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>Turns the server's error codes (PostgreSQL manual, appendix A) into the store's two kinds of failure.</summary>
internal static class PostgresFaults
{
    private const string IdleInTransactionTimeout = "25P03";
    private const string IdleSessionTimeout = "57P05";
    private const string TransactionInTheFuture = PostgresErrorCodes.InvalidParameterValue;

    /// <summary>True when the server reported an error and undid the statement's transaction; the session goes on.</summary>
    public static bool IsUndone(Exception fault) => fault is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>The server does not know the transaction id: it crashed before anything of the transaction was durable.</summary>
    public static bool IsUnknownTransaction(PostgresException fault) => fault.SqlState == TransactionInTheFuture;

    /// <param name="fault">Of the driver, or a bare timeout, which it throws when the host's name is not resolved in time.</param>
    /// <param name="database">Names the database.</param>
    public static GrainHostException Translate(Exception fault, string database) => fault is PostgresException error
        ? FromServer(error, database)
        : new StoreConflictException($"The connection to {database} was lost or could not be made: {fault.Message}", fault);

    /// <summary>At the start there is nobody to try again.</summary>
    public static StoreUnavailableException AtOpen(StoreConflictException conflict, string database) => Unavailable(
        database, $"it cannot be used now. {conflict.Message}", "check that the server runs and that host and port are right.",
        conflict);

    public static StoreUnavailableException Unavailable(
        string database, string why, string remedy, Exception? inner = null) =>
        new($"Database {database}", why, remedy, inner);

    private static GrainHostException FromServer(PostgresException error, string database) => error.SqlState switch
    {
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.InFailedSqlTransaction or IdleInTransactionTimeout or IdleSessionTimeout =>
            new StoreConflictException($"{database} ended the transaction: {error.MessageText}.", error),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            Unavailable(database, $"its schema is not ours ({error.MessageText}).", "name the right database, or migrate it.", error),
        PostgresErrorCodes.InsufficientPrivilege => Unavailable(
            database, $"the user lacks a right ({error.MessageText}).", "grant it, or name another user.", error),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Unavailable(
            database, $"it refuses the login ({error.MessageText}).", "check user, password and pg_hba.conf.", error),
        PostgresErrorCodes.InvalidCatalogName => Unavailable(
            database, $"{error.MessageText}.", "create it, or name another.", error),
        PostgresErrorCodes.DiskFull => Unavailable(
            database, "its disk is full; the transaction was undone.", "free space, then call again.", error),
        PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable(
            database, "it accepts no writes.", "name the primary server, not a standby.", error),
        _ => Unavailable(database, $"PostgreSQL reports '{error.MessageText}' ({error.SqlState}).", "see the inner exception.", error),
    };
}
