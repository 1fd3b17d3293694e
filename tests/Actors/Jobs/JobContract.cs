using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Jobs;

/// <summary>Jobs are queued in order, run, retried and given up.</summary>
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
        Assert.Equal([id, id], await fixture.Desk.QueueTwiceAsync("a", options));
        Assert.Equal(2, (await fixture.Desk.QueueTwiceAsync("a", new JobOptions())).Distinct().Count());
        Assert.Equal(4, await fixture.RunAllAsync());
        Assert.Equal(id, await fixture.Desk.QueueAsync("a", options));
        Assert.Equal(0, await fixture.RunAllAsync());

        fixture.Clock.Advance(Minute);
        Assert.Equal(4, await fixture.Host.Jobs.DeleteDoneAsync(fixture.Now));
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
        await fixture.Backend.ExecuteAsync($"UPDATE jobs SET payload = substr(payload, 1, 1) WHERE id = '{unreadable}'");
        await fixture.RunAllAsync();
        var dead = await fixture.Host.Jobs.ListDeadJobsAsync(10);
        Assert.Equal("JobRejectedException: never", dead[0].Reason);
        Assert.StartsWith("JobRejectedException: The payload cannot be read", dead[1].Reason, StringComparison.Ordinal);
    }
}
