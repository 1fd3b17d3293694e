using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Hosting;

/// <summary>A call is one transaction: all of it or nothing, and one at a time.</summary>
public abstract class GrainCallContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private static readonly DateTimeOffset Later = new(2030, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task State_is_kept_between_calls_and_hosts()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        Assert.True(await fixture.Account("a").IsNewAsync());
        Assert.Equal(5, await fixture.Account("a").DepositAsync(5));
        Assert.False(await fixture.Account("a").IsNewAsync());

        var other = fixture.Add(await fixture.OpenAnotherStoreAsync(), TestModel.Registry(), null);
        Assert.Equal(12, await other.GetGrain<IAccount>("a").DepositAsync(7));
        Assert.Equal(12, await fixture.Account("a").BalanceAsync());
        Assert.True(await fixture.Account("b").IsNewAsync());
    }

    [Fact]
    public async Task A_call_that_changes_nothing_writes_nothing()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Probe("a").RunAsync();
        fixture.Store.BeforeCommit = () => throw new TestFaultException("committed");
        await fixture.Probe("a").RunAsync();
        await Assert.ThrowsAsync<TestFaultException>(() => fixture.Probe("a").RunAsync("log"));
    }

    [Fact]
    public async Task Joined_calls_commit_together()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Account("a").DepositAsync(10);
        await fixture.Account("a").TransferAsync("b", 4);
        Assert.Equal(6, await fixture.Account("a").BalanceAsync());
        Assert.Equal(4, await fixture.Account("b").BalanceAsync());
        Assert.Equal(10, await fixture.Account("c").SumAsync(["a", "b"]));
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_unchanged_and_undoes_joined_calls()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Account("a").DepositAsync(3);
        var before = await fixture.EventsAsync();
        var thrown = await Assert.ThrowsAsync<TestFaultException>(() => fixture.Account("a").TransferAsync("b", 4));
        Assert.Equal("overdrawn", thrown.Message);
        Assert.Contains(nameof(AccountGrain), thrown.StackTrace, StringComparison.Ordinal);
        Assert.Equal(3, await fixture.Account("a").BalanceAsync());
        Assert.True(await fixture.Account("b").IsNewAsync());
        Assert.Equal(before.Count, (await fixture.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_rollback_leaves_no_state_event_reminder_or_job()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var call = () => fixture.Account("a").TouchEverythingAsync(Later, "no");
        await Assert.ThrowsAsync<TestFaultException>(call);
        await AssertUntouchedAsync(fixture);

        await fixture.Account("a").TouchEverythingAsync(Later, null);
        Assert.False(await fixture.Account("a").IsNewAsync());
        Assert.Single(await fixture.EventsAsync());
        Assert.Equal(Later, await fixture.Store.Reminders.NextRunAtAsync(default));
        Assert.Single(await fixture.Store.Jobs.ListAsync(JobState.Queued, 10, default));
    }

    [Theory]
    [InlineData("grains")]
    [InlineData("events")]
    [InlineData("reminders")]
    [InlineData("jobs")]
    public async Task A_store_that_fails_at_any_step_leaves_nothing(string table)
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Backend.BreakTableAsync(table);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => fixture.Account("a").TouchEverythingAsync(Later, null));
        await AssertUntouchedAsync(fixture);

        await fixture.Backend.MendTableAsync(table);
        await fixture.Account("a").TouchEverythingAsync(Later, null);
        Assert.Equal(1, await fixture.Account("a").BalanceAsync());
    }

    [Fact]
    public async Task A_store_that_fails_before_the_commit_leaves_nothing()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        fixture.Store.BeforeCommit = () => throw new StoreUnavailableException("the store", "planted.", "none.");
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => fixture.Account("a").TouchEverythingAsync(Later, null));
        await AssertUntouchedAsync(fixture);
    }

    [Fact]
    public async Task No_update_of_a_hot_grain_is_lost()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        const int callers = 16;
        const int calls = 25;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < calls; i++)
            {
                await fixture.Account("hot").DepositAsync(1);
            }
        })));
        Assert.Equal(callers * calls, await fixture.Account("hot").BalanceAsync());
        Assert.Null(EventChainVerifier.FindBreak(await fixture.EventsAsync()));
    }

    [Fact]
    public async Task Two_hosts_over_one_database_lose_no_update()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var patient = new GrainHostOptions { MaxCallAttempts = 100 };
        const int calls = 50;
        var hosts = new[]
        {
            fixture.Add(fixture.Store, TestModel.Registry(), patient, TimeProvider.System),
            fixture.Add(await fixture.OpenAnotherStoreAsync(), TestModel.Registry(), patient, TimeProvider.System),
        };
        await Task.WhenAll(hosts.Select((host, index) => Task.Run(async () =>
        {
            for (var i = 0; i < calls; i++)
            {
                await host.GetGrain<IAccount>("hot").DepositAsync(1);
                await host.GetGrain<IAccount>("hot").TransferAsync($"to{index}", 1);
            }
        })));
        Assert.Equal(0, await fixture.Account("hot").BalanceAsync());
        Assert.Equal(2 * calls, await fixture.Account("sum").SumAsync(["to0", "to1"]));
        Assert.Null(EventChainVerifier.FindBreak(await fixture.EventsAsync()));
    }

    private static async Task AssertUntouchedAsync(HostFixture<TBackend> fixture)
    {
        Assert.True(await fixture.Account("a").IsNewAsync());
        Assert.Empty(await fixture.EventsAsync());
        Assert.Null(await fixture.Store.Reminders.NextRunAtAsync(default));
        Assert.Empty(await fixture.Store.Jobs.ListAsync(JobState.Queued, 10, default));
    }
}
