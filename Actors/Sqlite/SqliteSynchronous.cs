namespace Tapestry.Actors.Sqlite;

/// <summary>What a commit waits for (SQLite's <c>PRAGMA synchronous</c> in WAL mode).</summary>
public enum SqliteSynchronous
{
    /// <summary>A commit survives a crash of the process; a power loss may undo the last ones but never tears one.</summary>
    Normal,

    /// <summary>A commit survives a power loss: the log is synced to disk before the call returns.</summary>
    Full,
}
