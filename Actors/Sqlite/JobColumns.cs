using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>A whole row of the table of jobs.</summary>
internal static class JobColumns
{
    public const string All =
        """
        id, kind, payload, state, priority, not_before, attempts, max_attempts, fence, lease_owner, lease_until, reason,
        queued_at, finished_at, trace_parent
        """;

    public static string Text(Guid id) => id.ToString("D");

    public static JobRow Read(SqliteDataReader row) => new()
    {
        Id = Guid.ParseExact(row.GetString(0), "D"),
        Kind = row.GetString(1),
        Payload = row.ReadBlob(2),
        State = (JobState)row.GetInt32(3),
        Priority = row.GetInt32(4),
        NotBefore = row.ReadTime(5),
        Attempts = row.GetInt32(6),
        MaxAttempts = row.GetInt32(7),
        Fence = row.GetInt64(8),
        LeaseOwner = row.ReadOptionalText(9),
        LeaseUntil = row.ReadOptionalTime(10),
        Reason = row.ReadOptionalText(11),
        QueuedAt = row.ReadTime(12),
        FinishedAt = row.ReadOptionalTime(13),
        TraceParent = row.ReadOptionalText(14),
    };
}
