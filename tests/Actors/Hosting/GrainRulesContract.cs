using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Hosting;

/// <summary>What a grain method may not do, and what it may.</summary>
public abstract class GrainRulesContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    [Fact]
    public async Task A_cycle_is_refused_with_its_chain()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var refused = await Assert.ThrowsAsync<ReentrantCallException>(
            () => fixture.Probe("a").RunAsync("call:b", "call:c", "call:a", "log"));
        Assert.Equal(["probe/a", "probe/b", "probe/c", "probe/a"], refused.Chain.Select(id => id.ToString()));
        Assert.Contains("probe/a -> probe/b -> probe/c -> probe/a", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grain_may_be_called_again_once_its_call_has_ended()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Probe("a").RunAsync("twice:b", "call:b", "log", "call:c", "log");
        Assert.Equal("bbb", await fixture.Probe("b").ReadAsync());
        Assert.Equal("c", await fixture.Probe("c").ReadAsync());
    }

    [Fact]
    public async Task Calls_made_at_once_run_one_after_the_other()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Probe("a").RunAsync("fan:b", "log");
        Assert.Equal("bb", await fixture.Probe("b").ReadAsync());
        Assert.Equal("leafleaf", await fixture.Probe("leaf").ReadAsync());
        Assert.Equal("a", await fixture.Probe("a").ReadAsync());
    }

    [Theory]
    [InlineData("await-foreign")]
    [InlineData("await-both:b")]
    public async Task Awaiting_what_is_no_grain_call_is_refused(string step)
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var refused = await Assert.ThrowsAsync<GrainAwaitException>(() => fixture.Probe("a").RunAsync("log", step));
        Assert.Equal(new GrainId("probe", "a"), refused.Grain);
        Assert.Equal("RunAsync", refused.Method);
        Assert.Equal("", await fixture.Probe("a").ReadAsync());
        Assert.Equal("", await fixture.Probe("b").ReadAsync());
    }

    [Fact]
    public async Task A_joined_grain_that_awaits_what_is_no_grain_call_is_named()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var refused = await Assert.ThrowsAsync<GrainAwaitException>(
            () => fixture.Probe("a").RunAsync("log", "call:b", "await-foreign"));
        Assert.Equal(new GrainId("probe", "b"), refused.Grain);
        Assert.Equal("", await fixture.Probe("a").ReadAsync());
    }

    [Fact]
    public async Task Code_that_goes_on_after_its_refused_call_can_change_nothing()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var foreign = new TaskCompletionSource();
        var escaped = new TaskCompletionSource<Exception?>();
        await Assert.ThrowsAsync<GrainAwaitException>(() => fixture.Host.GetGrain<IEscape>("a").RunAsync(foreign.Task, escaped));
        foreign.SetResult();
        Assert.IsType<GrainAwaitException>(await escaped.Task);
    }

    [Fact]
    public async Task Code_that_escapes_while_a_joined_call_waits_can_change_nothing()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var foreign = new TaskCompletionSource();
        var escaped = new TaskCompletionSource<Exception?>();
        var loads = 0;
        fixture.Store.BeforeLoad = async () =>
        {
            // The third load, of the second joined grain, starts only when the grain waits for the foreign task.
            await Task.Yield();
            if (++loads == 3)
            {
                foreign.SetResult();
            }
        };
        await Assert.ThrowsAsync<GrainAwaitException>(
            () => fixture.Host.GetGrain<IEscape>("a").RunBesideCallAsync(foreign.Task, escaped));
        Assert.IsType<GrainAwaitException>(await escaped.Task);
        Assert.Equal("", await fixture.Probe("first").ReadAsync());
        Assert.Equal("", await fixture.Probe("second").ReadAsync());
    }

    [Fact]
    public async Task A_failed_joined_call_fails_the_root_call_even_if_it_is_caught()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var thrown = await Assert.ThrowsAsync<TestFaultException>(
            () => fixture.Probe("a").RunAsync("log", "catch:b", "log", "throw"));
        Assert.Equal("b", thrown.Message);
        Assert.Equal("", await fixture.Probe("a").ReadAsync());
        Assert.Equal("", await fixture.Probe("b").ReadAsync());
    }

    [Fact]
    public async Task A_failed_joined_call_that_nobody_awaits_fails_the_root_call()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Probe("a").RunAsync("log", "forget:b", "throw"));
        Assert.Equal("", await fixture.Probe("a").ReadAsync());
    }

    [Fact]
    public async Task A_load_that_nobody_awaits_ends_before_the_transaction_does()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var loads = 0;
        var isForgotten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isReleased = new TaskCompletionSource();
        fixture.Store.BeforeLoad = () =>
        {
            if (++loads == 1)
            {
                return ValueTask.CompletedTask;
            }

            isForgotten.TrySetResult();
            return new ValueTask(isReleased.Task);
        };
        var call = fixture.Probe("a").RunAsync("log", "forget:b", "log");
        await isForgotten.Task.InTimeAsync();
        await fixture.Host.Events.ReadAsync(null, 0, 1); // Time enough for a call that does not wait.
        Assert.False(call.IsCompleted);
        isReleased.SetResult();
        await Assert.ThrowsAsync<GrainAwaitException>(() => call);
        Assert.Equal("", await fixture.Probe("b").ReadAsync());
    }

    [Fact]
    public async Task A_failed_read_may_be_caught()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        Assert.Equal("acaught", await fixture.Probe("a").RunAsync("log", "catch-read:b", "throw"));
        Assert.Equal("acaught", await fixture.Probe("a").ReadAsync());
    }

    [Theory]
    [InlineData("log")]
    [InlineData("mark")]
    [InlineData("emit")]
    [InlineData("remind")]
    [InlineData("call:b")]
    [InlineData("read:b", "log")]
    [InlineData("read:b", "mark")]
    public async Task A_read_only_call_cannot_write(params string[] steps)
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await Assert.ThrowsAsync<ReadOnlyCallException>(() => fixture.Probe("a").ReadAsync(steps));
        await Assert.ThrowsAsync<ReadOnlyCallException>(() => fixture.Probe("root").RunAsync(["log", "read:a", .. steps]));
        Assert.Equal("", await fixture.Probe("root").ReadAsync());
        Assert.Empty(await fixture.EventsAsync());
    }

    [Fact]
    public async Task A_joined_read_sees_what_the_transaction_wrote()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        Assert.Equal("bb", await fixture.Probe("a").RunAsync("twice:b", "read:b"));
    }

    [Fact]
    public async Task A_read_sees_one_moment_and_waits_for_no_writer()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Account("a").DepositAsync(1);
        var isCommitting = new TaskCompletionSource();
        var mayCommit = new TaskCompletionSource();
        fixture.Store.BeforeCommit = async () =>
        {
            isCommitting.SetResult();
            await mayCommit.Task;
        };
        var writing = fixture.Account("a").DepositAsync(1);
        await isCommitting.Task.InTimeAsync();
        Assert.Equal(1, await fixture.Account("a").BalanceAsync());
        mayCommit.SetResult();
        await writing;
        Assert.Equal(2, await fixture.Account("a").BalanceAsync());
    }

    [Fact]
    public async Task The_clock_stands_still_within_a_root_call()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        fixture.Clock.Advance(TimeSpan.FromTicks(12_345));
        fixture.Store.BeforeLoad = () =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            return ValueTask.CompletedTask;
        };
        await fixture.Probe("a").RunAsync("emit", "call:b", "emit");
        var events = await fixture.EventsAsync();
        Assert.Equal(2, events.Count);
        Assert.Single(events.Select(recorded => recorded.RecordedAt).Distinct());
        Assert.Equal(0, events[0].RecordedAt.Ticks % TimeSpan.TicksPerMicrosecond);
    }
}
