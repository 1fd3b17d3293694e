using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Hosting;

/// <summary>Every limit is enforced, named, and leaves nothing behind.</summary>
public abstract class GrainLimitsContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    [Fact]
    public async Task A_key_is_bounded_and_readable()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxKeyLength = 3 });
        host.GetGrain<IProbe>("abc");
        AssertLimit(
            nameof(GrainHostOptions.MaxKeyLength), 4, 3,
            Assert.Throws<LimitExceededException>(() => host.GetGrain<IProbe>("abcd")));
        Assert.Throws<ArgumentException>(() => host.GetGrain<IProbe>(""));
        Assert.Throws<ArgumentException>(() => host.GetGrain<IProbe>("a\n"));
        Assert.Throws<ArgumentException>(() => host.GetGrain<IProbe>("\uD800"));
    }

    [Fact]
    public async Task State_is_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxStateBytes = 24 });
        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => host.GetGrain<IProbe>("long-key").RunAsync("log"));
        AssertLimit(nameof(GrainHostOptions.MaxStateBytes), 29, 24, refused);
        Assert.Equal("", await host.GetGrain<IProbe>("long-key").ReadAsync());
    }

    [Fact]
    public async Task Events_are_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxEventBytes = 10 });
        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => host.GetGrain<IAccount>("a").DepositAsync(1));
        AssertLimit(nameof(GrainHostOptions.MaxEventBytes), 24, 10, refused);
        Assert.True(await host.GetGrain<IAccount>("a").IsNewAsync());
    }

    [Fact]
    public async Task Job_payloads_are_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxJobPayloadBytes = 10 });
        var refused = await Assert.ThrowsAsync<LimitExceededException>(
            () => host.GetGrain<IAccount>("a").TouchEverythingAsync(fixture.Clock.GetUtcNow(), null));
        AssertLimit(nameof(GrainHostOptions.MaxJobPayloadBytes), 15, 10, refused);
    }

    [Fact]
    public async Task Names_are_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxNameLength = 4 });
        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => host.GetGrain<IProbe>("a").RunAsync("remind"));
        AssertLimit(nameof(GrainHostOptions.MaxNameLength), 5, 4, refused);
    }

    [Fact]
    public async Task Effects_of_a_transaction_are_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxEffects = 2 });
        await host.GetGrain<IProbe>("a").RunAsync("emit", "emit");
        var refused = await Assert.ThrowsAsync<LimitExceededException>(
            () => host.GetGrain<IProbe>("a").RunAsync("emit", "emit", "emit"));
        AssertLimit(nameof(GrainHostOptions.MaxEffects), 3, 2, refused);
        Assert.Equal(2, (await fixture.EventsAsync()).Count);
    }

    [Fact]
    public async Task Joined_calls_are_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxJoinedCalls = 3 });
        await host.GetGrain<IProbe>("a").RunAsync("twice:b", "call:b");
        var refused = await Assert.ThrowsAsync<LimitExceededException>(
            () => host.GetGrain<IProbe>("a").RunAsync("twice:b", "twice:b"));
        AssertLimit(nameof(GrainHostOptions.MaxJoinedCalls), 4, 3, refused);
    }

    [Fact]
    public async Task The_depth_of_calls_is_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxCallDepth = 2 });
        await host.GetGrain<IProbe>("a").RunAsync("call:b", "call:c");
        var refused = await Assert.ThrowsAsync<LimitExceededException>(
            () => host.GetGrain<IProbe>("a").RunAsync("call:b", "call:c", "call:d"));
        AssertLimit(nameof(GrainHostOptions.MaxCallDepth), 3, 2, refused);
    }

    [Fact]
    public async Task Calls_that_wait_are_bounded()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxQueuedCalls = 2 });
        var mayCommit = new TaskCompletionSource();
        fixture.Store.BeforeCommit = async () => await mayCommit.Task;
        var running = host.GetGrain<IAccount>("a").DepositAsync(1);
        var waiting = host.GetGrain<IAccount>("a").DepositAsync(1);
        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => host.GetGrain<IAccount>("a").DepositAsync(1));
        AssertLimit(nameof(GrainHostOptions.MaxQueuedCalls), 3, 2, refused);
        mayCommit.SetResult();
        Assert.Equal(3, await running + await waiting);
        Assert.Equal(3, await host.GetGrain<IAccount>("a").DepositAsync(1));
    }

    [Fact]
    public async Task Conflicts_are_retried_with_backoff_up_to_the_limit()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions { MaxCallAttempts = 3, FirstRetryDelay = TimeSpan.FromSeconds(1) });
        var attempts = 0;
        fixture.Store.BeforeCommit = () => throw new StoreConflictException($"planted {++attempts}");

        var call = host.GetGrain<IAccount>("a").DepositAsync(1);
        for (var retry = 1; retry < 3; retry++)
        {
            await fixture.Clock.WaitForTimersAsync();
            Assert.Equal(retry, attempts);
            fixture.Clock.Advance(TimeSpan.FromSeconds(retry));
        }

        var refused = await Assert.ThrowsAsync<RetriesExhaustedException>(() => call);
        Assert.Equal(3, refused.Attempts);
        Assert.IsType<StoreConflictException>(refused.InnerException);
        Assert.True(await host.GetGrain<IAccount>("a").IsNewAsync());
    }

    [Fact]
    public async Task A_call_that_meets_a_conflict_once_succeeds()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var attempts = 0;
        fixture.Store.BeforeLoad = () => ++attempts == 1
            ? throw new StoreConflictException("planted")
            : ValueTask.CompletedTask;
        var call = fixture.Account("a").DepositAsync(1);
        await fixture.Clock.WaitForTimersAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await call);
        Assert.Single(await fixture.EventsAsync());
    }

    [Fact]
    public async Task A_disposed_host_drains_and_refuses()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var host = fixture.Add(new GrainHostOptions());
        var account = host.GetGrain<IAccount>("a");
        var mayCommit = new TaskCompletionSource();
        fixture.Store.BeforeCommit = async () => await mayCommit.Task;
        var running = account.DepositAsync(1);
        var disposing = host.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => account.DepositAsync(1));
        mayCommit.SetResult();
        await disposing;
        Assert.Equal(1, await running);
        await host.DisposeAsync();
    }

    private static void AssertLimit(string limit, long value, long maximum, LimitExceededException refused)
    {
        Assert.Equal((limit, value, maximum), (refused.Limit, refused.Value, refused.Maximum));
        Assert.Contains("Remedy", refused.Message, StringComparison.Ordinal);
    }
}
