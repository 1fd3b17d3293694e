using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Jobs;

/// <summary>A job belongs to one lease at a time, and a lost lease writes nothing.</summary>
public abstract class JobLeaseContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

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
        await isRunning.Task.InTimeAsync();
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
}
