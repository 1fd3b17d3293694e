using System.Diagnostics;
using Tapestry.Actors.Telemetry;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Jobs;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Telemetry;

/// <summary>What a backend's jobs report.</summary>
public abstract class JobTelemetryContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private const string Duration = "tapestry.job.duration";

    [Fact]
    public async Task A_job_is_timed_and_its_span_is_a_child_of_the_call_that_queued_it()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        fixture.Handler = _ =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        };
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        fixture.Clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(1, await fixture.RunAllAsync());

        Assert.Equal(7, Assert.Single(recorder.Of("tapestry.job.queue.duration")).Value);
        var measured = Assert.Single(recorder.Of(Duration));
        Assert.Equal(
            (5, "audit", JobOutcome.Done, "1"),
            (measured.Value, measured[ActorsTelemetry.JobKind], measured[ActorsTelemetry.JobResult], measured[ActorsTelemetry.JobAttempt]));
        var (queued, ran) = (recorder.Spans[0], recorder.Spans[^1]);
        Assert.Equal(("desk/QueueAsync", "job audit", ActivityKind.Consumer), (queued.DisplayName, ran.DisplayName, ran.Kind));
        Assert.Equal((queued.TraceId, queued.SpanId), (ran.TraceId, ran.ParentSpanId));
        Assert.Equal(id.ToString(), ran.GetTagItem(ActorsTelemetry.JobId));
    }

    [Fact]
    public async Task Outcomes_tell_a_retry_from_a_dead_job_and_a_lost_lease()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        fixture.Handler = _ => throw new TestFaultException("planted");
        await fixture.Desk.QueueAsync("a", new JobOptions { MaxAttempts = 2 });
        await fixture.RunAllAsync();
        fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        await fixture.RunAllAsync();
        fixture.Handler = async _ =>
        {
            fixture.Clock.Advance(TimeSpan.FromHours(1));
            await fixture.ClaimAsync("another");
        };
        await fixture.Desk.QueueAsync("b", new JobOptions());
        await fixture.RunAllAsync(options => options with { HeartbeatEvery = null, MaxRunTime = TimeSpan.FromDays(1) });

        Assert.Equal(
            [JobOutcome.Retry, JobOutcome.Dead, JobOutcome.Lost], recorder.Of(Duration).Select(measured => measured[ActorsTelemetry.JobResult]));
        Assert.Equal(typeof(TestFaultException).FullName, recorder.Of(Duration)[0][ActorsTelemetry.ErrorType]);
    }

    [Fact]
    public async Task A_job_that_is_handed_back_is_no_failure()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        using var shutdown = new CancellationTokenSource();
        fixture.HandlerWithToken = async (_, cancellationToken) =>
        {
            await shutdown.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        };
        await fixture.Desk.QueueAsync("a", new JobOptions());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Worker().RunOneAsync(shutdown.Token));

        var measured = Assert.Single(recorder.Of(Duration));
        Assert.Equal((JobOutcome.HandedBack, null), (measured[ActorsTelemetry.JobResult], measured[ActorsTelemetry.ErrorType]));
    }

    [Fact]
    public async Task Nobody_listening_leaves_a_job_without_a_span_to_follow()
    {
        await using var fixture = await JobFixture<TBackend>.CreateAsync();
        var id = await fixture.Desk.QueueAsync("a", new JobOptions());
        Assert.Null((await fixture.FindAsync(id)).TraceParent);
    }
}
