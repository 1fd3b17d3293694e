using Microsoft.Data.Sqlite;

namespace Tapestry.Actors.Sqlite;

/// <summary>Turns SQLite's result codes (sqlite.org/rescode.html) into the store's two kinds of failure.</summary>
internal static class SqliteFaults
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool IsConflict(SqliteException fault) => fault.SqliteErrorCode is Busy or Locked;

    public static GrainHostException Translate(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        Busy or Locked => new StoreConflictException($"Another process holds the lock of {path}.", fault),
        Permission or ReadOnly or CannotOpen => Unavailable(
            path, "the file or its folder cannot be opened for writing.",
            "check that the folder exists, its rights and its owner.", fault),
        InputOutput => Unavailable(path, "reading or writing failed.", "check the disk and the system's log.", fault),
        Corrupt => Unavailable(path, "the file is damaged.", "restore it from a backup.", fault),
        Full => Unavailable(
            path, "the disk, or the size allowed by MaxDatabaseBytes, is full; the transaction was undone.",
            "free space or allow more, then call again.", fault),
        NotADatabase => Unavailable(path, "the file is not a SQLite database.", "name another file.", fault),
        _ => Unavailable(path, $"SQLite reports '{fault.Message}'.", "see the inner exception.", fault),
    };

    public static StoreUnavailableException LockedAtOpen(SqliteException fault, string path) => Unavailable(
        path, "another process holds its lock.", "stop that process, or name another file.", fault);

    private static StoreUnavailableException Unavailable(string path, string why, string remedy, Exception inner) =>
        new($"Database {path}", why, remedy, inner);
}
