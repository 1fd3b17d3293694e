using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>Extends one job's lease, on request and by a timer, and cancels the run when the lease is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly GrainHost _host;
    private readonly JobLease _lease;
    private readonly TimeSpan _length;
    private readonly CancellationTokenSource _run;
    private readonly ITimer? _timer;

    public LeaseKeeper(GrainHost host, JobLease lease, JobWorkerOptions options, CancellationTokenSource run)
    {
        _host = host;
        _lease = lease;
        _length = options.Lease;
        _run = run;
        if (options.HeartbeatEvery is { } every)
        {
            _timer = host.Services.Time.CreateTimer(_ => _ = BeatAsync(), null, every, every);
        }
    }

    /// <summary>Why the lease is gone; null while it holds.</summary>
    public GrainHostException? Loss { get; private set; }

    public async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        var services = _host.Services;
        var isHeld = await services.Retry.RunAsync("A heartbeat", () => _host.Store.Jobs.HeartbeatAsync(
            _lease, services.Now, services.Now + _length, cancellationToken)).ConfigureAwait(false);
        if (!isHeld)
        {
            var lost = new LeaseLostException(_lease.JobId);
            await LoseAsync(lost).ConfigureAwait(false);
            throw lost;
        }
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task BeatAsync()
    {
        try
        {
            await HeartbeatAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (GrainHostException exception)
        {
            await LoseAsync(exception).ConfigureAwait(false);
        }
    }

    private async Task LoseAsync(GrainHostException loss)
    {
        Loss ??= loss;
        try
        {
            await _run.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The run ended while the heartbeat was on its way; there is nothing left to cancel.
        }
    }
}
