using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>Reminders outside of transactions.</summary>
internal sealed class SqliteReminderStore(SqliteWriter writer, SqliteReaders readers) : IReminderStore
{
    public async Task<IReadOnlyList<ReminderRow>> ListDueAsync(
        DateTimeOffset now, int maxCount, CancellationToken cancellationToken) =>
        await readers.RunAsync(session => session.Reminders.ListDue(now, maxCount), cancellationToken).ConfigureAwait(false);

    public Task<DateTimeOffset?> NextRunAtAsync(CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.Reminders.NextRunAt(), cancellationToken);

    public Task<bool> PostponeAsync(
        ReminderRow reminder, DateTimeOffset runAt, string reason, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Reminders.Postpone(reminder, runAt, reason), cancellationToken);
}
