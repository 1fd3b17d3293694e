using Tapestry.Actors.Tests.Backends;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Jobs;

/// <summary>Workers fill their slots, wait for commits and stop cleanly.</summary>
public abstract class JobWorkerContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_job_that_runs_too_long_is_cancelled_and_counts_as_failed()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        fixture.HandlerWithToken = (_, cancellationToken) =>
        {
            fixture.Clock.Advance(Minute);
            return Task.Delay(Timeout.InfiniteTimeSpan, fixture.Clock, cancellationToken);
        };
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        var worker = fixture.Worker(options => options with { MaxRunTime = Minute, Lease = 5 * Minute });
        await worker.RunOneAsync();
        Assert.StartsWith("TimeoutException", (await fixture.FindAsync(id)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shutdown_hands_the_job_back_without_counting_the_attempt()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        using var shutdown = new CancellationTokenSource();
        fixture.HandlerWithToken = async (_, cancellationToken) =>
        {
            await shutdown.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        };
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Worker().RunOneAsync(shutdown.Token));
        var back = await fixture.FindAsync(id);
        Assert.Equal((JobState.Queued, 0), (back.State, back.Attempts));
        Assert.Empty(fixture.Failures);
    }

    [Fact]
    public async Task A_running_worker_is_woken_by_commits_and_fills_its_slots()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        const int slots = 3;
        var inside = new SemaphoreSlim(0);
        var leave = new TaskCompletionSource();
        fixture.Handler = async _ =>
        {
            inside.Release();
            await leave.Task;
        };
        using var shutdown = new CancellationTokenSource();
        var worker = fixture.Worker(options => options with { Slots = slots, MaxIdle = TimeSpan.FromDays(1), HeartbeatEvery = null });
        var running = worker.RunAsync(shutdown.Token);
        await fixture.Clock.WaitForTimersAsync(slots);
        for (var i = 0; i < slots; i++)
        {
            await fixture.Desk.QueueAsync($"{i}", new JobOptions());
        }

        for (var i = 0; i < slots; i++)
        {
            await inside.WaitAsync().InTimeAsync();
        }

        leave.SetResult();
        await fixture.Clock.WaitForTimersAsync(slots);
        await shutdown.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(slots, (await fixture.Store.Jobs.ListAsync(JobState.Done, 10, default)).Count);
    }

    [Fact]
    public async Task Many_workers_run_every_job_once()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        const int jobs = 60;
        for (var i = 0; i < jobs; i++)
        {
            await fixture.Desk.QueueAsync($"{i}", new JobOptions());
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(
            () => fixture.RunAllAsync(options => options with { Owner = $"w{worker}" }))));
        Assert.Equal(jobs, fixture.Ran.Distinct().Count());
        Assert.Equal(jobs, fixture.Ran.Count);
    }

    [Fact]
    public async Task Unknown_kinds_and_payloads_are_refused()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        await Assert.ThrowsAsync<NotRegisteredException>(() => fixture.Desk.QueueUnknownAsync());
        var handlers = new JobHandlers().Add("unknown", new DelegateJobHandler((_, _, _) => Task.CompletedTask));
        Assert.Throws<NotRegisteredException>(
            () => new JobWorker(fixture.Host, handlers, new JobWorkerOptions { Owner = "w" }));
    }
}
