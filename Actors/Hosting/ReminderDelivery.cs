using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>Delivers one reminder in the transaction that removes or reschedules it.</summary>
internal static class ReminderDelivery
{
    /// <returns>False when another delivery or a change of the reminder came first.</returns>
    public static async Task<bool> DeliverAsync(GrainHost host, ReminderRow reminder)
    {
        var grain = host.Services.Registry.Grain(reminder.Grain.Type);
        var method = grain.ReceiveReminder ?? throw new NotRegisteredException(
            $"{grain.GrainType} as receiver of reminders", $"implement {nameof(IRemindable)}.");
        var isTaken = false;
        var call = new RootCall(grain, reminder.Grain, method, [reminder.Name])
        {
            Prepare = async (transaction, session) =>
                isTaken = await TakeAsync(transaction, session, grain, reminder).ConfigureAwait(false),
        };
        await host.Caller.RunAsync(call).ConfigureAwait(false);
        return isTaken;
    }

    private static async ValueTask<bool> TakeAsync(
        CallTransaction transaction, IGrainTransaction session, GrainDefinition grain, ReminderRow reminder)
    {
        // Loading locks the grain, so that the reminder cannot change any more.
        await transaction.ActivateAsync(grain, reminder.Grain).ConfigureAwait(false);
        var current = await session.FindReminderAsync(reminder.Grain, reminder.Name, CancellationToken.None)
            .ConfigureAwait(false);
        if (current != reminder)
        {
            return false;
        }

        // Queued before the method runs, so that a reminder that the method sets itself wins.
        transaction.Effects.Add(
            reminder.Grain,
            new ReminderChange(reminder.Grain, reminder.Name, NextDue(reminder, transaction.Now), reminder.Period));
        return true;
    }

    /// <summary>The first time of the schedule after now; missed ones are skipped.</summary>
    private static DateTimeOffset? NextDue(ReminderRow reminder, DateTimeOffset now)
    {
        if (reminder.Period is not { } period)
        {
            return null;
        }

        var missed = Math.Max(0, (now - reminder.DueAt).Ticks / period.Ticks);
        return reminder.DueAt + TimeSpan.FromTicks(period.Ticks * (missed + 1));
    }
}
