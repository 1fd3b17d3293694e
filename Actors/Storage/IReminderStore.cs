namespace Tapestry.Actors.Storage;

/// <summary>Reminders outside of transactions; they are set, taken and removed within one.</summary>
public interface IReminderStore
{
    /// <summary>Reminders whose run time is at or before <paramref name="now"/>, earliest first.</summary>
    Task<IReadOnlyList<ReminderRow>> ListDueAsync(DateTimeOffset now, int maxCount, CancellationToken cancellationToken);

    /// <summary>The earliest run time, or null without reminders.</summary>
    Task<DateTimeOffset?> NextRunAtAsync(CancellationToken cancellationToken);

    /// <summary>Records a failed delivery, unless the reminder has changed since <paramref name="reminder"/> was read.</summary>
    /// <returns>Whether it was recorded.</returns>
    Task<bool> PostponeAsync(
        ReminderRow reminder, DateTimeOffset runAt, string reason, CancellationToken cancellationToken);
}
