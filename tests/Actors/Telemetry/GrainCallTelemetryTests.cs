using System.Diagnostics;
using Tapestry.Actors.Telemetry;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Telemetry;

[Collection(ListensToProcess.Name)]
public sealed class GrainCallTelemetryTests
{
    private const string Duration = "tapestry.grain.call.duration";

    [Fact]
    public async Task A_call_is_timed_by_the_hosts_clock_and_named_by_type_and_method()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await HostFixture<SqliteBackend>.CreateAsync();
        fixture.Store.BeforeCommit = () =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(3));
            return ValueTask.CompletedTask;
        };

        await fixture.Account("a").DepositAsync(1);

        var measured = Assert.Single(recorder.Of(Duration));
        Assert.Equal((3, "account", nameof(IAccount.DepositAsync)), (measured.Value, measured[ActorsTelemetry.GrainType], measured[ActorsTelemetry.GrainMethod]));
        Assert.Equal(2, measured.Attributes.Count);
        var span = Assert.Single(recorder.Spans);
        Assert.Equal(("account/DepositAsync", ActivityStatusCode.Unset), (span.DisplayName, span.Status));
    }

    [Fact]
    public async Task A_failure_is_told_by_its_type_and_never_by_its_message()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await HostFixture<SqliteBackend>.CreateAsync();

        await Assert.ThrowsAsync<TestFaultException>(
            () => fixture.Account("a").TouchEverythingAsync(fixture.Clock.GetUtcNow(), "secret of a site"));

        Assert.Equal(typeof(TestFaultException).FullName, Assert.Single(recorder.Of(Duration))[ActorsTelemetry.ErrorType]);
        var span = Assert.Single(recorder.Spans);
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
        Assert.Empty(span.Events);
        Assert.DoesNotContain("secret", string.Join(' ', span.TagObjects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_conflict_counts_as_a_retry_of_one_call()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await HostFixture<SqliteBackend>.CreateAsync();
        var conflicts = 2;
        fixture.Store.BeforeCommit = () => conflicts-- > 0 ? throw new StoreConflictException("planted") : ValueTask.CompletedTask;

        var call = fixture.Account("a").DepositAsync(1);
        while (!call.IsCompleted)
        {
            await Task.WhenAny(call, fixture.Clock.WaitForTimersAsync());
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await call;
        Assert.Equal(2, recorder.Of("tapestry.grain.call.retries").Count);
        Assert.Single(recorder.Of(Duration));
        Assert.Equal(3, Assert.Single(recorder.Spans).GetTagItem(ActorsTelemetry.GrainTries));
    }

    [Fact]
    public async Task Measuring_allocates_nothing_when_nobody_listens()
    {
        await using var fixture = await HostFixture<SqliteBackend>.CreateAsync();
        var grain = fixture.Host.Services.Registry.Interface(typeof(IAccount)).Grain;
        var method = fixture.Host.Services.Registry.Interface(typeof(IAccount)).Method(typeof(IAccount).GetMethod(nameof(IAccount.BalanceAsync))!);
        var call = new Actors.Hosting.RootCall(grain, new GrainId("account", "a"), method, []);
        Assert.Equal(0, Allocated(call, fixture.Clock));

        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        Assert.True(Allocated(call, fixture.Clock) > 0, "The count of bytes catches nothing.");
    }

    private static long Allocated(Actors.Hosting.RootCall call, TimeProvider clock)
    {
        CallMeasure.Start(call, clock).End();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            CallMeasure.Start(call, clock).End();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
