namespace Tapestry.Actors;

/// <summary>Implemented by grains that set reminders.</summary>
public interface IRemindable
{
    /// <summary>
    /// Runs in a transaction that also deletes the reminder, or moves a periodic one to its next due time.
    /// When it throws, nothing changes and the delivery is tried again later.
    /// </summary>
    Task ReceiveReminderAsync(string name);
}
