using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Queues and lists jobs on one connection. The numbers of <see cref="JobState"/> are in the SQL.</summary>
internal sealed class JobStatements(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _insert = new(
        connection,
        """
        INSERT INTO jobs (id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, queued_at, trace_parent)
        VALUES ($1, $2, $3, 0, $4, $5, 0, $6, 0, $7, $8) ON CONFLICT (id) DO NOTHING
        """,
        parameters: 8);

    private readonly SqliteStatement _requeue = new(
        connection,
        """
        UPDATE jobs SET state = 0, attempts = 0, not_before = $2, reason = NULL, finished_at = NULL
        WHERE id = $1 AND state = 3
        """,
        parameters: 2);

    private readonly SqliteStatement _find = new(connection, $"SELECT {JobColumns.All} FROM jobs WHERE id = $1", parameters: 1);

    private readonly SqliteStatement _list = new(
        connection, $"SELECT {JobColumns.All} FROM jobs WHERE state = $1 ORDER BY queue_order LIMIT $2", parameters: 2);

    private readonly SqliteStatement _next = new(
        connection,
        """
        SELECT min(CASE state WHEN 0 THEN not_before ELSE lease_until END) FROM jobs
        WHERE state IN (0, 1) AND kind IN (SELECT value FROM json_each($1))
        """,
        parameters: 1);

    private readonly SqliteStatement _deleteDone = new(
        connection, "DELETE FROM jobs WHERE state = 2 AND finished_at < $1", parameters: 1);

    public void Insert(NewJob job) => _insert.Execute(
        JobColumns.Text(job.Id), job.Kind, SqliteValues.Blob(job.Payload), job.Priority, Microseconds.FromTime(job.NotBefore),
        job.MaxAttempts, Microseconds.FromTime(job.QueuedAt), job.TraceParent);

    public bool Requeue(Guid id, DateTimeOffset now) => _requeue.Execute(JobColumns.Text(id), Microseconds.FromTime(now)) == 1;

    public JobRow? Find(Guid id)
    {
        using var reader = _find.Query(JobColumns.Text(id));
        return reader.ReadAll(JobColumns.Read).SingleOrDefault();
    }

    public List<JobRow> List(JobState state, int maxCount)
    {
        using var reader = _list.Query((int)state, maxCount);
        return reader.ReadAll(JobColumns.Read);
    }

    public DateTimeOffset? NextClaimAt(IReadOnlyCollection<string> kinds)
    {
        using var reader = _next.Query(JsonSerializer.Serialize(kinds));
        return reader.Read() ? reader.ReadOptionalTime(0) : null;
    }

    public int DeleteDone(DateTimeOffset finishedBefore) => _deleteDone.Execute(Microseconds.FromTime(finishedBefore));

    public void Dispose()
    {
        foreach (var statement in new[] { _insert, _requeue, _find, _list, _next, _deleteDone })
        {
            statement.Dispose();
        }
    }
}
