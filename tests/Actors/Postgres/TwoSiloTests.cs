using System.Collections.Concurrent;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Jobs;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>Two silos over one database: each with its own store and host, told of each other by the database alone.</summary>
public sealed class TwoSiloTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentQueue<string> _ran = new();
    private HostFixture<PostgresBackend> _first = null!;
    private GrainHost _second = null!;
    private IGrainStore _secondStore = null!;

    private ManualTimeProvider Clock => _first.Clock;

    public async Task InitializeAsync()
    {
        _first = await HostFixture<PostgresBackend>.CreateAsync();
        _secondStore = await _first.OpenAnotherStoreAsync();
        _second = _first.Add(_secondStore, TestModel.Registry(), null);
    }

    public async Task DisposeAsync() => await _first.DisposeAsync();

    [Fact]
    public async Task A_watcher_hears_of_events_of_the_other_silo()
    {
        await using var watch = _second.Events.WatchAsync("account/", 0).GetAsyncEnumerator();
        for (var turn = 1; turn <= 3; turn++)
        {
            var next = watch.MoveNextAsync().AsTask();
            await _first.Account("a").DepositAsync(1);
            Assert.True(await next);
            Assert.Equal(turn, watch.Current.Sequence);
        }
    }

    [Fact]
    public async Task A_watcher_hears_again_after_its_listening_connection_was_lost()
    {
        var raised = _secondStore.Signals.Events.Next();
        Assert.NotEqual(0, await _first.Backend.TerminateAsync("idle"));
        await raised; // What was missed counts as raised once it listens again.
        var next = _secondStore.Signals.Events.Next();
        await _first.Account("a").DepositAsync(1);
        await next;
    }

    [Fact]
    public async Task A_worker_is_woken_by_a_job_of_the_other_silo()
    {
        var hasRun = new TaskCompletionSource();
        var worker = Worker(_second, "second", _ =>
        {
            hasRun.SetResult();
            return Task.CompletedTask;
        });
        using var shutdown = new CancellationTokenSource();
        var running = worker.RunAsync(shutdown.Token);
        await Clock.WaitForTimersAsync();
        await QueueAsync("a");
        await hasRun.Task.InTimeAsync();
        await shutdown.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_pump_is_woken_by_a_reminder_of_the_other_silo()
    {
        var pump = new ReminderPump(_second, new ReminderPumpOptions { MaxIdle = Day });
        using var shutdown = new CancellationTokenSource();
        var running = pump.RunAsync(shutdown.Token);
        await Clock.WaitForTimersAsync();
        await _first.Host.GetGrain<IAlarm>("a").SetAsync("wake", Clock.GetUtcNow(), null);
        await foreach (var _ in _first.Host.Events.WatchAsync("alarm/", 0))
        {
            break; // The delivery's event.
        }

        await shutdown.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Every_job_runs_once()
    {
        const int jobs = 40;
        for (var i = 0; i < jobs; i++)
        {
            await QueueAsync($"{i}");
        }

        using var shutdown = new CancellationTokenSource();
        var allRan = new TaskCompletionSource();
        var runs = 0;
        Task Count(JobContext job)
        {
            if (Interlocked.Increment(ref runs) == jobs)
            {
                allRan.SetResult();
            }

            return Task.CompletedTask;
        }

        var running = new[] { _first.Host, _second }.Select(
            (host, index) => Worker(host, $"silo {index}", Count, slots: 3).RunAsync(shutdown.Token)).ToArray();
        var advancing = AdvanceUntilAsync(allRan.Task);
        await allRan.Task.InTimeAsync();
        await advancing;
        await shutdown.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal(jobs, _ran.Distinct().Count());
        Assert.Equal(jobs, _ran.Count);
    }

    [Fact]
    public async Task A_silo_that_lost_its_lease_to_the_other_writes_nothing()
    {
        var id = await QueueAsync("a");
        var zombie = (await _first.Store.Jobs.ClaimAsync("zombie", [TestModel.AuditKind], Now, Now + Minute, default))!;
        Assert.False(await Worker(_second, "second", _ => Task.CompletedTask).RunOneAsync());
        Clock.Advance(Minute);
        Assert.True(await Worker(_second, "second", _ => Task.CompletedTask).RunOneAsync());

        var lease = new JobLease(id, zombie.Fence);
        Assert.False(await _first.Store.Jobs.HeartbeatAsync(lease, Now, Now + Minute, default));
        Assert.False(await _first.Store.Jobs.CompleteAsync(lease, Now, default));
        Assert.False(await _first.Store.Jobs.FailAsync(lease, Now, Now, "late", default));
        Assert.False(await _first.Store.Jobs.FailAsync(lease, Now, null, "late", default));
        Assert.False(await _first.Store.Jobs.ReleaseAsync(lease, Now, default));
        var done = (await _second.Jobs.FindAsync(id))!;
        Assert.Equal((JobState.Done, "second", 2, null), (done.State, done.LeaseOwner, done.Attempts, done.Reason));
    }

    [Fact]
    public async Task A_reminder_that_one_silo_delivers_is_skipped_by_the_other()
    {
        await _first.Host.GetGrain<IAlarm>("a").SetAsync("wake", Now, null);
        await using (var delivery = await _first.Store.BeginAsync(default))
        {
            Assert.NotNull(await delivery.FindReminderAsync(new GrainId("alarm", "a"), "wake", default));
            Assert.Empty(await _secondStore.Reminders.ListDueAsync(Now, 10, default));
            Assert.Null(await _secondStore.Reminders.NextRunAtAsync(default));
        }

        Assert.Single(await _secondStore.Reminders.ListDueAsync(Now, 10, default));
        Assert.Equal(Now, await _secondStore.Reminders.NextRunAtAsync(default));
    }

    private DateTimeOffset Now => Clock.GetUtcNow();

    private Task<Guid> QueueAsync(string account) =>
        _first.Host.GetGrain<IJobDesk>("desk").QueueAsync(account, new JobOptions());

    private JobWorker Worker(GrainHost host, string owner, Func<JobContext, Task> handler, int slots = 1)
    {
        var handlers = new JobHandlers().Add(TestModel.AuditKind, new DelegateJobHandler((job, payload, _) =>
        {
            _ran.Enqueue(payload.Account);
            return handler(job);
        }));
        return new JobWorker(host, handlers, new JobWorkerOptions
        {
            Owner = owner, Slots = slots, MaxIdle = Day, Lease = Day, HeartbeatEvery = null,
        });
    }

    /// <summary>Moves the clock on for workers that wait because others were claiming.</summary>
    private async Task AdvanceUntilAsync(Task end)
    {
        while (!end.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }
}
