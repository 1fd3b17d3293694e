using Npgsql;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>A connection that is lost in mid-commit: the call happens once, whatever the server had done.</summary>
public sealed class LostCommitTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly PostgresBackend _backend = new();
    private readonly ManualTimeProvider _clock = new();
    private CuttingProxy _proxy = null!;
    private FaultyStore _store = null!;
    private GrainHost _host = null!;
    private int _commits;

    public async Task InitializeAsync()
    {
        var options = await _backend.OptionsAsync();
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        _proxy = new CuttingProxy(Path.Combine(settings.Host!, ".s.PGSQL.5432"));
        settings.Host = "127.0.0.1";
        settings.Port = _proxy.Port;
        settings.SslMode = SslMode.Disable;
        _store = new FaultyStore(await PostgresGrainStore.OpenAsync(options with { ConnectionString = settings.ToString() }));
        _host = new GrainHost(_store, TestModel.Registry(), TimeProvider.System, new SeededIdSource(1), new SeededRandom(2));
        await _host.GetGrain<IProbe>("first").RunAsync("log"); // The pool has its connection, and no signal is on its way.
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private IAccount Account => _host.GetGrain<IAccount>("a");

    [Theory]
    [InlineData(CutPoint.BeforeSending, 2)]
    [InlineData(CutPoint.BeforeSendingUnnoticed, 2)]
    [InlineData(CutPoint.AfterAnswering, 1)]
    public async Task A_call_with_events_happens_once(CutPoint point, int commits)
    {
        CutFirstCommit(point);
        Assert.Equal(5, await Account.DepositAsync(5));
        Assert.Equal(commits, _commits);
        Assert.Equal(5, await Account.BalanceAsync());
        var events = await _host.Events.ReadAsync("account/", 0, 10);
        Assert.Equal(1, Assert.Single(events).Sequence);
        Assert.Null(EventChainVerifier.FindBreak(events));
    }

    [Theory]
    [InlineData(CutPoint.BeforeSending, 2)]
    [InlineData(CutPoint.BeforeSendingUnnoticed, 2)]
    [InlineData(CutPoint.AfterAnswering, 1)]
    public async Task A_call_without_events_happens_once(CutPoint point, int commits)
    {
        CutFirstCommit(point);
        Assert.Equal("a", await _host.GetGrain<IProbe>("a").RunAsync("log"));
        Assert.Equal(commits, _commits);
        Assert.Equal("a", await _host.GetGrain<IProbe>("a").ReadAsync());
    }

    [Theory]
    [InlineData(CutPoint.BeforeSending)]
    [InlineData(CutPoint.BeforeSendingUnnoticed)]
    public async Task A_claim_that_was_not_committed_is_a_conflict_and_leases_nothing(CutPoint point)
    {
        await QueueAsync();
        _proxy.CutAt(point, message: 3); // After the expired and the claimed jobs.
        await Assert.ThrowsAsync<StoreConflictException>(ClaimAsync);
        Assert.Equal(1, (await ClaimAsync())!.Attempts);
    }

    [Fact]
    public async Task A_claim_whose_answer_is_lost_is_held()
    {
        await QueueAsync();
        _proxy.CutAt(CutPoint.AfterAnswering, message: 3);
        var claimed = await ClaimAsync();
        Assert.Equal(1, claimed!.Attempts);
        Assert.True(await _store.Jobs.CompleteAsync(new JobLease(claimed.Id, claimed.Fence), _clock.GetUtcNow(), default));
    }

    [Fact]
    public async Task A_connection_lost_before_the_commit_is_made_again()
    {
        _store.BeforeCommit = async () =>
        {
            if (++_commits == 1)
            {
                Assert.Equal(1, await _backend.TerminateAsync("idle in transaction"));
            }
        };
        Assert.Equal(5, await Account.DepositAsync(5));
        Assert.Equal(2, _commits);
    }

    [Fact]
    public async Task Connections_lost_between_calls_are_made_again()
    {
        var transactions = new List<IGrainTransaction>();
        for (var i = 0; i < 20; i++)
        {
            transactions.Add(await _store.BeginAsync(default));
        }

        await Task.WhenAll(transactions.Select(transaction => transaction.DisposeAsync().AsTask()));
        Assert.InRange(await _backend.TerminateAsync("idle"), 20, 23);
        Assert.Equal(5, await Account.DepositAsync(5));
        Assert.Equal(5, await Account.BalanceAsync());
    }

    private void CutFirstCommit(CutPoint point) => _store.BeforeCommit = () =>
    {
        if (++_commits == 1)
        {
            _proxy.CutAt(point);
        }

        return ValueTask.CompletedTask;
    };

    /// <summary>Past the proxy, so that only the claim counts.</summary>
    private async Task QueueAsync()
    {
        var now = _clock.GetUtcNow();
        await using var direct = await _backend.OpenAsync();
        await using var transaction = await direct.BeginAsync(default);
        var job = new NewJob(Guid.Empty, TestModel.AuditKind, "{}"u8.ToArray(), 0, now, MaxAttempts: 3, now);
        await transaction.CommitAsync(new CommitBatch { Jobs = [job] }, default);
    }

    private Task<JobRow?> ClaimAsync() => _store.Jobs.ClaimAsync(
        "worker", [TestModel.AuditKind], _clock.GetUtcNow(), _clock.GetUtcNow() + TimeSpan.FromMinutes(1), default);
}
