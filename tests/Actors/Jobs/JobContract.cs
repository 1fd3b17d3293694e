using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Jobs;

/// <summary>Jobs run under leases until they are done or dead.</summary>
public abstract class JobContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_job_runs_once_and_is_done()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        Assert.Equal(JobState.Queued, (await fixture.FindAsync(id)).State);
        Assert.True(await fixture.Worker().RunOneAsync());
        Assert.False(await fixture.Worker().RunOneAsync());
        Assert.Equal(["a attempt 1"], fixture.Ran);
        var done = await fixture.FindAsync(id);
        Assert.Equal((JobState.Done, 1, fixture.Now), (done.State, done.Attempts, done.FinishedAt));
    }

    [Fact]
    public async Task Jobs_go_by_priority_then_time_then_order()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        await fixture.Desk.QueueAsync("first", new JobOptions());
        await fixture.Desk.QueueAsync("second", new JobOptions());
        await fixture.Desk.QueueAsync("earlier", new JobOptions { NotBefore = fixture.Now - Minute });
        await fixture.Desk.QueueAsync("urgent", new JobOptions { Priority = 1 });
        await fixture.Desk.QueueAsync("later", new JobOptions { Priority = 2, NotBefore = fixture.Now + Minute });
        await fixture.RunAllAsync();
        Assert.Equal(["urgent", "earlier", "first", "second"], fixture.Ran.Select(line => line.Split(' ')[0]));
        fixture.Clock.Advance(Minute);
        await fixture.RunAllAsync();
        Assert.Equal("later attempt 1", fixture.Ran[^1]);
    }

    [Fact]
    public async Task A_dedup_key_queues_once_in_and_across_transactions()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        var options = new JobOptions { DedupKey = "merge-1" };
        var id = await fixture.Desk.QueueAsync("a", options);
        Assert.Equal(id, await fixture.Desk.QueueAsync("a", options));
        Assert.NotEqual(id, await fixture.Desk.QueueAsync("a", new JobOptions { DedupKey = "merge-2" }));
        Assert.Equal(2, await fixture.RunAllAsync());
        Assert.Equal(id, await fixture.Desk.QueueAsync("a", options));
        Assert.Equal(0, await fixture.RunAllAsync());

        fixture.Clock.Advance(Minute);
        Assert.Equal(2, await fixture.Host.Jobs.DeleteDoneAsync(fixture.Now));
        Assert.Equal(id, await fixture.Desk.QueueAsync("a", options));
        Assert.Equal(1, await fixture.RunAllAsync());
    }

    [Fact]
    public async Task A_failed_job_is_retried_with_backoff_and_then_dead_with_its_reason()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        var worker = fixture.Worker(options => options with { FirstRetryDelay = Minute, MaxRetryDelay = 3 * Minute });
        fixture.Handler = _ => throw new TestFaultException("no luck");
        var id = await fixture.Desk.QueueAsync("a", new JobOptions { MaxAttempts = 3 });
        TimeSpan[] longest = [Minute, 2 * Minute];
        foreach (var delay in longest)
        {
            Assert.True(await worker.RunOneAsync());
            Assert.False(await worker.RunOneAsync());
            var retryAt = Assert.NotNull(fixture.Failures[^1].RetryAt);
            Assert.InRange(retryAt, fixture.Now + (0.5 * delay), fixture.Now + delay);
            fixture.Clock.Advance(delay);
        }

        Assert.True(await worker.RunOneAsync());
        Assert.Null(fixture.Failures[^1].RetryAt);
        var dead = Assert.Single(await fixture.Host.Jobs.ListDeadJobsAsync(10));
        Assert.Equal((id, 3, "TestFaultException: no luck"), (dead.Id, dead.Attempts, dead.Reason));
        Assert.Equal(3, fixture.Failures.Count);

        fixture.Handler = _ => Task.CompletedTask;
        Assert.True(await fixture.Host.Jobs.RequeueDeadAsync(id));
        Assert.False(await fixture.Host.Jobs.RequeueDeadAsync(id));
        Assert.True(await worker.RunOneAsync());
        Assert.Empty(await fixture.Host.Jobs.ListDeadJobsAsync(10));
    }

    [Fact]
    public async Task A_rejected_or_unreadable_job_is_dead_at_once()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        fixture.Handler = _ => throw new JobRejectedException("never");
        await fixture.Desk.QueueAsync("a", new JobOptions());
        await fixture.RunAllAsync();
        var unreadable = await fixture.Desk.QueueAsync("b", new JobOptions());
        await fixture.Backend.ExecuteAsync($"UPDATE jobs SET payload = CAST('x' AS BLOB) WHERE id = '{unreadable}'");
        await fixture.RunAllAsync();
        var dead = await fixture.Host.Jobs.ListDeadJobsAsync(10);
        Assert.Equal("JobRejectedException: never", dead[0].Reason);
        Assert.StartsWith("JobRejectedException: The payload cannot be read", dead[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_workers_job_runs_again_after_its_lease_and_the_late_end_writes_nothing()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        var frozen = new TaskCompletionSource();
        var isRunning = new TaskCompletionSource();
        fixture.Handler = async job =>
        {
            if (job.Attempt == 1)
            {
                isRunning.SetResult();
                await frozen.Task;
            }
        };
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        var zombie = fixture.Worker(options => options with { Owner = "zombie", HeartbeatEvery = null }).RunOneAsync();
        await isRunning.Task;
        Assert.False(await fixture.Worker().RunOneAsync());

        fixture.Clock.Advance(Minute);
        Assert.True(await fixture.Worker().RunOneAsync());
        var done = await fixture.FindAsync(id);
        fixture.Clock.Advance(Minute);
        frozen.SetResult();
        await zombie;
        Assert.Equal(done, await fixture.FindAsync(id) with { Payload = done.Payload });
        Assert.IsType<LeaseLostException>(Assert.Single(fixture.Failures).Exception);
        Assert.Equal(["a attempt 1", "a attempt 2"], fixture.Ran);
    }

    [Fact]
    public async Task An_ended_lease_writes_nothing_even_if_nobody_claimed_the_job()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        fixture.Handler = _ =>
        {
            fixture.Clock.Advance(Minute);
            return Task.CompletedTask;
        };
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        await fixture.Worker(options => options with { HeartbeatEvery = null }).RunOneAsync();
        Assert.Equal(JobState.Leased, (await fixture.FindAsync(id)).State);
        Assert.IsType<LeaseLostException>(Assert.Single(fixture.Failures).Exception);
    }

    [Fact]
    public async Task Leases_that_end_use_up_the_attempts()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        await fixture.Desk.QueueAsync("a", new JobOptions { MaxAttempts = 2 });
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var claimed = await fixture.ClaimAsync("crasher");
            Assert.Equal(attempt, claimed!.Attempts);
            fixture.Clock.Advance(Minute);
        }

        Assert.Null(await fixture.ClaimAsync("crasher"));
        var dead = Assert.Single(await fixture.Host.Jobs.ListDeadJobsAsync(10));
        Assert.Equal("The lease of crasher ended in attempt 2 of 2.", dead.Reason);
    }

    [Fact]
    public async Task A_handler_keeps_its_lease_by_heartbeats()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        fixture.Handler = async job =>
        {
            for (var i = 0; i < 4; i++)
            {
                fixture.Clock.Advance(0.9 * Minute);
                await job.HeartbeatAsync();
            }
        };
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        await fixture.Worker(options => options with { HeartbeatEvery = null }).RunOneAsync();
        Assert.Equal(JobState.Done, (await fixture.FindAsync(id)).State);
    }

    [Fact]
    public async Task The_worker_keeps_the_lease_of_a_handler_that_does_not()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        JobRow? held = null;
        fixture.Handler = async job =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(20));
            while (held?.LeaseUntil != fixture.Now + Minute)
            {
                held = await fixture.FindAsync(job.Id); // The heartbeat runs beside the handler.
            }
        };
        await fixture.Desk.QueueAsync("a", new JobOptions());
        await fixture.Worker().RunOneAsync();
        Assert.Empty(fixture.Failures);
    }

    [Fact]
    public async Task A_heartbeat_on_a_lost_lease_throws_and_cancels_the_run()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        Exception? thrown = null;
        var isCancelled = false;
        fixture.HandlerWithToken = async (job, cancellationToken) =>
        {
            fixture.Clock.Advance(Minute);
            thrown = await Record.ExceptionAsync(() => job.HeartbeatAsync(cancellationToken));
            isCancelled = cancellationToken.IsCancellationRequested;
            cancellationToken.ThrowIfCancellationRequested();
        };
        await fixture.Desk.QueueAsync("a", new JobOptions());
        await fixture.Worker(options => options with { HeartbeatEvery = null }).RunOneAsync();
        Assert.IsType<LeaseLostException>(thrown);
        Assert.True(isCancelled);
        Assert.Same(thrown, Assert.Single(fixture.Failures).Exception);
    }

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
    public async Task A_restarted_owner_gets_its_jobs_back_at_once()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        var id = await fixture.Desk.QueueAsync("a", new JobOptions { MaxAttempts = 1 });
        await fixture.Desk.QueueAsync("b", new JobOptions());
        var before = await fixture.ClaimAsync("me");
        await fixture.ClaimAsync("other");
        Assert.Equal(1, await fixture.Host.Jobs.ReleaseLeasesAsync("me"));
        var after = await fixture.ClaimAsync("me");
        Assert.Equal((id, 1), (after!.Id, after.Attempts));
        Assert.True(after.Fence > before!.Fence);
        Assert.False(await fixture.Store.Jobs.CompleteAsync(new JobLease(id, before.Fence), fixture.Now, default));
        Assert.True(await fixture.Store.Jobs.CompleteAsync(new JobLease(id, after.Fence), fixture.Now, default));
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
            await inside.WaitAsync();
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
