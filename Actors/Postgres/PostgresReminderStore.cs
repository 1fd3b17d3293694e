using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>Reminders outside of transactions.</summary>
internal sealed class PostgresReminderStore(PostgresConnections connections, PostgresWrites writes) : IReminderStore
{
    public async Task<IReadOnlyList<ReminderRow>> ListDueAsync(
        DateTimeOffset now, int maxCount, CancellationToken cancellationToken) =>
        await connections.ReadAsync(
            ReminderStatements.ListDue(now, maxCount), ReminderStatements.Read, cancellationToken).ConfigureAwait(false);

    public async Task<DateTimeOffset?> NextRunAtAsync(CancellationToken cancellationToken)
    {
        var next = await connections.ReadAsync(ReminderStatements.NextRunAt(), row => row.ReadOptionalTime(0), cancellationToken)
            .ConfigureAwait(false);
        return next.SingleOrDefault();
    }

    public async Task<bool> PostponeAsync(
        ReminderRow reminder, DateTimeOffset runAt, string reason, CancellationToken cancellationToken) =>
        await writes.ExecuteAsync(ReminderStatements.Postpone(reminder, runAt, reason), cancellationToken)
            .ConfigureAwait(false) == 1;
}
