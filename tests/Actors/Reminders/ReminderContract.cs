using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Reminders;

/// <summary>Reminders are delivered when due, once, in the transaction that takes them.</summary>
public abstract class ReminderContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_reminder_is_delivered_once_when_due()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var pump = new ReminderPump(fixture.Host);
        await fixture.Host.GetGrain<IAlarm>("a").SetAsync("wake", fixture.Clock.GetUtcNow() + Minute, null);
        Assert.Equal(0, (await pump.RunDueRemindersAsync()).Delivered);
        fixture.Clock.Advance(Minute);
        Assert.Equal(1, (await pump.RunDueRemindersAsync()).Delivered);
        Assert.Equal(0, (await pump.RunDueRemindersAsync()).Delivered);
        Assert.Equal("wake@1", await fixture.Host.GetGrain<IAlarm>("a").HeardAsync());
    }

    [Fact]
    public async Task A_reminder_is_replaced_by_name_and_cancelled()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var alarm = fixture.Host.GetGrain<IAlarm>("a");
        var start = fixture.Clock.GetUtcNow();
        await alarm.SetAsync("wake", start + Minute, null);
        await alarm.SetAsync("wake", start + (2 * Minute), null);
        await alarm.SetAsync("other", start + (2 * Minute), null);
        await alarm.CancelAsync("other");
        await alarm.CancelAsync("unknown");
        fixture.Clock.Advance(Minute);
        var pump = new ReminderPump(fixture.Host);
        Assert.Equal(0, (await pump.RunDueRemindersAsync()).Delivered);
        fixture.Clock.Advance(Minute);
        Assert.Equal(1, (await pump.RunDueRemindersAsync()).Delivered);
        Assert.Equal("wake@2", await alarm.HeardAsync());
    }

    [Fact]
    public async Task A_periodic_reminder_keeps_its_schedule_and_skips_what_was_missed()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var alarm = fixture.Host.GetGrain<IAlarm>("a");
        var pump = new ReminderPump(fixture.Host);
        await alarm.SetAsync("tick", fixture.Clock.GetUtcNow() + Minute, Minute);
        foreach (var minutes in new[] { 1.0, 1.5, 2.7, 0.8 })
        {
            fixture.Clock.Advance(minutes * Minute);
            await pump.RunDueRemindersAsync();
        }

        // At 1, 2.5, 5.2 and 6 minutes.
        Assert.Equal("tick@1 tick@2 tick@5 tick@6", await alarm.HeardAsync());
        Assert.Equal(fixture.Clock.GetUtcNow() + Minute, await fixture.Store.Reminders.NextRunAtAsync(default));
    }

    [Fact]
    public async Task A_delivery_may_set_its_own_reminder_anew_or_cancel_it()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var alarm = fixture.Host.GetGrain<IAlarm>("a");
        var pump = new ReminderPump(fixture.Host);
        await alarm.SetAsync("again", fixture.Clock.GetUtcNow(), null);
        await alarm.SetAsync("stop", fixture.Clock.GetUtcNow(), Minute);
        Assert.Equal(2, (await pump.RunDueRemindersAsync()).Delivered);
        Assert.Equal(1, (await pump.RunDueRemindersAsync()).Delivered);
        Assert.Equal("again@0 stop@0 again@0", await alarm.HeardAsync());
    }

    [Fact]
    public async Task A_failed_delivery_changes_nothing_and_is_retried_with_backoff()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var told = new List<ReminderFailure>();
        var pump = new ReminderPump(fixture.Host, new ReminderPumpOptions
        {
            FirstRetryDelay = Minute, MaxRetryDelay = 10 * Minute, OnFailure = told.Add,
        });
        var alarm = fixture.Host.GetGrain<IAlarm>("a");
        var due = fixture.Clock.GetUtcNow();
        await alarm.SetAsync("fail", due, null);
        await alarm.SetAsync("wake", due, null);

        var run = await pump.RunDueRemindersAsync();
        Assert.Equal(1, run.Delivered);
        Assert.IsType<TestFaultException>(Assert.Single(run.Failures).Exception);
        Assert.Equal(run.Failures, told);
        Assert.InRange(run.Failures[0].RetryAt, due + (0.5 * Minute), due + Minute);
        Assert.Equal("wake@0", await alarm.HeardAsync());

        fixture.Clock.Advance(Minute);
        var kept = Assert.Single(await fixture.Store.Reminders.ListDueAsync(fixture.Clock.GetUtcNow(), 10, default));
        Assert.Equal((due, 1), (kept.DueAt, kept.Failures));
        Assert.Equal("TestFaultException: fail", kept.FailureReason);
        Assert.Single((await pump.RunDueRemindersAsync()).Failures);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Two_pumps_deliver_once()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        const int count = 120; // More than a page.
        for (var i = 0; i < count; i++)
        {
            await fixture.Host.GetGrain<IAlarm>($"{i}").SetAsync("wake", fixture.Clock.GetUtcNow(), null);
        }

        var pumps = Enumerable.Range(0, 2).Select(_ => Task.Run(() => new ReminderPump(fixture.Host).RunDueRemindersAsync()));
        var runs = await Task.WhenAll(pumps);
        Assert.Equal(count, runs.Sum(run => run.Delivered));
        Assert.Equal("wake@0", await fixture.Host.GetGrain<IAlarm>("77").HeardAsync());
    }

    [Fact]
    public async Task The_pump_sleeps_until_the_next_due_time_and_is_woken_by_commits()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var alarm = fixture.Host.GetGrain<IAlarm>("a");
        var pump = new ReminderPump(fixture.Host, new ReminderPumpOptions { MaxIdle = TimeSpan.FromDays(1) });
        using var cancellation = new CancellationTokenSource();
        var running = pump.RunAsync(cancellation.Token);
        await fixture.Clock.WaitForTimersAsync();

        await alarm.SetAsync("wake", fixture.Clock.GetUtcNow(), null);
        await foreach (var _ in fixture.Host.Events.WatchAsync("alarm/", 0))
        {
            break; // The delivery's event.
        }

        await fixture.Clock.WaitForTimersAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("wake@0", await alarm.HeardAsync());
    }

    [Fact]
    public async Task A_grain_that_cannot_receive_cannot_set()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await Assert.ThrowsAsync<NotRegisteredException>(() => fixture.Probe("a").RunAsync("remind"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Host.GetGrain<IAlarm>("a").SetAsync("wake", fixture.Clock.GetUtcNow(), TimeSpan.Zero));
    }
}
