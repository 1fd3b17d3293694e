namespace Tapestry.Actors.Postgres;

/// <summary>The schema's history; entry n-1 leads from version n-1 to n. Entries are never changed, only added.</summary>
internal static class PostgresMigrations
{
    public static IReadOnlyList<string> Scripts { get; } =
    [
        """
        CREATE TABLE schema_versions (
            version integer PRIMARY KEY,
            applied_at timestamptz NOT NULL DEFAULT now()
        );

        CREATE TABLE grains (
            type text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            state_version integer NOT NULL,
            state bytea NOT NULL,
            sequence bigint NOT NULL,
            head_hash bytea NOT NULL,
            PRIMARY KEY (type, key)
        ) WITH (fillfactor = 80);

        CREATE TABLE events (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            stream text COLLATE "C" NOT NULL,
            sequence bigint NOT NULL,
            name text NOT NULL,
            recorded_at bigint NOT NULL,
            payload bytea NOT NULL,
            previous_hash bytea NOT NULL,
            hash bytea NOT NULL,
            UNIQUE (stream, sequence)
        );

        CREATE TABLE reminders (
            type text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            due_at bigint NOT NULL,
            period bigint,
            run_at bigint NOT NULL,
            failures integer NOT NULL,
            failure_reason text,
            PRIMARY KEY (type, key, name)
        );

        CREATE INDEX reminders_by_run_at ON reminders (run_at);

        CREATE TABLE jobs (
            queue_order bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL UNIQUE,
            kind text NOT NULL,
            payload bytea NOT NULL,
            state integer NOT NULL,
            priority integer NOT NULL,
            not_before bigint NOT NULL,
            attempts integer NOT NULL,
            max_attempts integer NOT NULL,
            fence bigint NOT NULL,
            lease_owner text,
            lease_until bigint,
            reason text,
            queued_at bigint NOT NULL,
            finished_at bigint
        );

        CREATE INDEX jobs_by_state ON jobs (state, priority DESC, not_before, queue_order);

        CREATE TABLE commits (
            id uuid PRIMARY KEY,
            committed_at timestamptz NOT NULL DEFAULT now()
        );

        CREATE INDEX commits_by_time ON commits (committed_at);
        """,
        "ALTER TABLE jobs ADD COLUMN trace_parent text",
    ];
}
