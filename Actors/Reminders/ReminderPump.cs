using Tapestry.Actors.Hosting;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Telemetry;

namespace Tapestry.Actors;

/// <summary>Delivers reminders when they are due. Any number of pumps may share a database.</summary>
public sealed class ReminderPump(GrainHost host, ReminderPumpOptions? options = null)
{
    private const int PageSize = 100;
    private readonly ReminderPumpOptions _options = options ?? new ReminderPumpOptions();

    /// <summary>
    /// Delivers everything that is due at the time of the call, earliest first; a reminder that its own delivery sets
    /// again waits for the next pass.
    /// </summary>
    public async Task<ReminderRun> RunDueRemindersAsync(CancellationToken cancellationToken = default)
    {
        var now = host.Services.Now;
        var delivered = 0;
        var failures = new List<ReminderFailure>();
        var seen = new HashSet<(GrainId, string)>();
        while (true)
        {
            var page = await host.Services.Retry.RunAsync("Looking for reminders", () =>
                host.Store.Reminders.ListDueAsync(now, PageSize + seen.Count, cancellationToken)).ConfigureAwait(false);
            var fresh = page.Where(reminder => seen.Add((reminder.Grain, reminder.Name))).ToArray();
            if (fresh.Length == 0)
            {
                return new ReminderRun(delivered, failures);
            }

            foreach (var reminder in fresh)
            {
                cancellationToken.ThrowIfCancellationRequested();
                delivered += await TryDeliverAsync(reminder, failures, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// Delivers reminders as they become due, until cancelled. It waits for a store that is away and goes on when it is
    /// back; it ends with <see cref="StoreUnavailableException"/> when waiting will not help.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var patience = new StorePatience(
            host.Services, _options.FirstRetryDelay, _options.MaxOutageDelay, _options.OnOutage);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await patience.TakeTurnAsync(() => TakeTurnAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Delivers what is due, then waits until more may be.</summary>
    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        var changed = host.Store.Signals.Reminders.Next();
        await RunDueRemindersAsync(cancellationToken).ConfigureAwait(false);
        var next = await host.Services.Retry.RunAsync(
            "Looking for reminders", () => host.Store.Reminders.NextRunAtAsync(cancellationToken)).ConfigureAwait(false);
        await Waiting.UntilAsync(host.Services.Time, changed, next, _options.MaxIdle, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<bool> TryDeliverAsync(
        ReminderRow reminder, List<ReminderFailure> failures, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReminderDelivery.DeliverAsync(host, reminder).ConfigureAwait(false))
            {
                ReminderMeasure.Delivered(reminder, host.Services.Now);
                return true;
            }

            ReminderMeasure.Superseded(reminder);
            return false;
        }
        catch (Exception exception) when (exception is not (StoreUnavailableException or ObjectDisposedException))
        {
            ReminderMeasure.Failed(reminder);
            var retryAt = Microseconds.Truncate(host.Services.Now + Backoff.Delay(
                _options.FirstRetryDelay, _options.MaxRetryDelay, reminder.Failures + 1, host.Services.Random));
            await host.Services.Retry.RunAsync("Postponing a reminder", () => host.Store.Reminders.PostponeAsync(
                reminder, retryAt, $"{exception.GetType().Name}: {exception.Message}", cancellationToken))
                .ConfigureAwait(false);
            var failure = new ReminderFailure(reminder.Grain, reminder.Name, exception, retryAt);
            failures.Add(failure);
            _options.OnFailure?.Invoke(failure);
            return false;
        }
    }
}
