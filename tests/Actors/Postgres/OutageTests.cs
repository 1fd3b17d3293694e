using Tapestry.Actors.Postgres;
using Tapestry.Actors.Tests.Jobs;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>A server that is away for longer than a call is retried: workers, pumps and watchers wait for it and go on.</summary>
public sealed class OutageTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Turns = 3;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly CancellationTokenSource _shutdown = new();
    private readonly TaskCompletionSource _isLong = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PostgresServer _server = null!;
    private PostgresGrainStore _store = null!;
    private GrainHost _host = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(isDurable: false);
        _store = await PostgresGrainStore.OpenAsync(new PostgresStoreOptions { ConnectionString = _server.ConnectionString });
        _host = new GrainHost(
            _store, TestModel.Registry(), TimeProvider.System, new SeededIdSource(1), new SeededRandom(2),
            new GrainHostOptions { FirstRetryDelay = Moment, MaxRetryDelay = Moment });
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
        await _server.DisposeAsync();
        _shutdown.Dispose();
    }

    [Fact]
    public async Task A_worker_waits_for_the_server_and_goes_on()
    {
        using var ran = new SemaphoreSlim(0);
        var handlers = new JobHandlers().Add(TestModel.AuditKind, new DelegateJobHandler((_, _, _) =>
        {
            ran.Release();
            return Task.CompletedTask;
        }));
        var worker = new JobWorker(_host, handlers, new JobWorkerOptions
        {
            Owner = "worker", FirstRetryDelay = Moment, MaxOutageDelay = Moment, MaxIdle = Moment, OnOutage = Note,
        });

        await RunOverAnOutageAsync(worker.RunAsync(_shutdown.Token), async () =>
        {
            var job = await _host.GetGrain<IJobDesk>("desk").QueueAsync("a", new JobOptions());
            await ran.WaitAsync().InTimeAsync();
            await UntilDoneAsync(job);
        });
    }

    [Fact]
    public async Task A_pump_waits_for_the_server_and_goes_on()
    {
        await using var heard = _host.Events.WatchAsync("alarm/", 0).GetAsyncEnumerator();
        var pump = new ReminderPump(_host, new ReminderPumpOptions
        {
            FirstRetryDelay = Moment, MaxOutageDelay = Moment, MaxIdle = Moment, OnOutage = Note,
        });

        await RunOverAnOutageAsync(pump.RunAsync(_shutdown.Token), async () =>
        {
            await _host.GetGrain<IAlarm>("a").SetAsync("ring", TimeProvider.System.GetUtcNow(), null);
            Assert.True(await heard.MoveNextAsync().AsTask().InTimeAsync());
        });
    }

    [Fact]
    public async Task A_watcher_hears_what_was_committed_after_the_outage()
    {
        await using var watch = _host.Events.WatchAsync(null, 0).GetAsyncEnumerator();
        var next = watch.MoveNextAsync().AsTask();
        await _server.StopAsync();
        await _server.StartAgainAsync();

        await _host.GetGrain<IAccount>("a").DepositAsync(1);

        Assert.True(await next.InTimeAsync());
        Assert.Equal("account/a", watch.Current.Stream);
    }

    /// <summary>A worker whose last commit the outage cut would look for that, and note no failed turn, until the server is back.</summary>
    private async Task UntilDoneAsync(Guid job)
    {
        using var limit = Patience.Begin();
        while ((await _host.Jobs.FindAsync(job, limit.Token))!.State != JobState.Done)
        {
            await Task.Yield();
        }
    }

    private async Task RunOverAnOutageAsync(Task running, Func<Task> works)
    {
        await works();
        await _server.StopAsync();
        Assert.Same(_isLong.Task, await Task.WhenAny(_isLong.Task, running).InTimeAsync());

        await _server.StartAgainAsync();
        await works();
        await _shutdown.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private void Note(StoreOutage outage)
    {
        if (outage.Failures == Turns)
        {
            _isLong.TrySetResult();
        }
    }
}
