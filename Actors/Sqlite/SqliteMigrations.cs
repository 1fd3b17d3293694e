namespace Tapestry.Actors.Sqlite;

/// <summary>The schema's history; entry n-1 leads from version n-1 to n. Entries are never changed, only added.</summary>
internal static class SqliteMigrations
{
    /// <summary>Marks the file as one of ours (<c>PRAGMA application_id</c>): ASCII <c>TPST</c>.</summary>
    public const long ApplicationId = 0x54505354;

    public static IReadOnlyList<string> Scripts { get; } =
    [
        """
        CREATE TABLE grains (
            type TEXT NOT NULL,
            key TEXT NOT NULL,
            state_version INTEGER NOT NULL,
            state BLOB NOT NULL,
            sequence INTEGER NOT NULL,
            head_hash BLOB NOT NULL,
            PRIMARY KEY (type, key)
        ) STRICT;

        CREATE TABLE events (
            position INTEGER PRIMARY KEY,
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            name TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            payload BLOB NOT NULL,
            previous_hash BLOB NOT NULL,
            hash BLOB NOT NULL,
            UNIQUE (stream, sequence)
        ) STRICT;

        CREATE TABLE reminders (
            type TEXT NOT NULL,
            key TEXT NOT NULL,
            name TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            period INTEGER,
            run_at INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            failure_reason TEXT,
            PRIMARY KEY (type, key, name)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX reminders_by_run_at ON reminders (run_at);

        CREATE TABLE jobs (
            queue_order INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            payload BLOB NOT NULL,
            state INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            not_before INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            max_attempts INTEGER NOT NULL,
            fence INTEGER NOT NULL,
            lease_owner TEXT,
            lease_until INTEGER,
            reason TEXT,
            queued_at INTEGER NOT NULL,
            finished_at INTEGER
        ) STRICT;

        CREATE INDEX jobs_by_state ON jobs (state, priority DESC, not_before, queue_order);
        """,
        "ALTER TABLE jobs ADD COLUMN trace_parent TEXT",
    ];
}
