using Tapestry.Actors.Hosting;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors;

/// <summary>Claims jobs by lease and runs them in a number of slots.</summary>
public sealed class JobWorker
{
    private static readonly TimeSpan AfterContention = TimeSpan.FromMilliseconds(50);

    private readonly GrainHost _host;
    private readonly IReadOnlyDictionary<string, IJobRunner> _runners;
    private readonly string[] _kinds;
    private readonly JobWorkerOptions _options;

    /// <summary>A worker for the kinds that have a handler.</summary>
    /// <exception cref="NotRegisteredException">The host's registry does not know a kind with its payload.</exception>
    public JobWorker(GrainHost host, JobHandlers handlers, JobWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Owner, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Lease, TimeSpan.Zero, nameof(options));
        _host = host;
        _runners = new Dictionary<string, IJobRunner>(handlers.Runners, StringComparer.Ordinal);
        _kinds = [.. _runners.Keys];
        _options = options;
        foreach (var runner in _runners.Values)
        {
            runner.EnsureRegistered(host.Services.Registry);
        }
    }

    private HostServices Services => _host.Services;

    private IJobStore Store => _host.Store.Jobs;

    /// <summary>
    /// Claims and runs one job; how it ended is in the queue and told to <see cref="JobWorkerOptions.OnFailure"/>.
    /// </summary>
    /// <returns>Whether there was a job to claim.</returns>
    public async Task<bool> RunOneAsync(CancellationToken cancellationToken = default)
    {
        var job = await Services.Retry.RunAsync("Claiming a job", () => ClaimAsync(Services.Now, cancellationToken))
            .ConfigureAwait(false);
        if (job is null)
        {
            return false;
        }

        await new JobRun(_host, _options, _runners[job.Kind], job).RunAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Runs jobs until cancelled; then the jobs that run are cancelled and handed back. It waits for a store that is away
    /// and goes on when it is back; it ends with <see cref="StoreUnavailableException"/> when waiting will not help.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var slots = Enumerable.Range(0, _options.Slots).Select(_ => RunSlotAsync(ended)).ToArray();
        await Task.WhenAll(slots).ConfigureAwait(false);
    }

    private Task<JobRow?> ClaimAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Store.ClaimAsync(_options.Owner, _kinds, now, now + _options.Lease, cancellationToken);

    private async Task RunSlotAsync(CancellationTokenSource ended)
    {
        var patience = new StorePatience(
            Services, _options.FirstRetryDelay, _options.MaxOutageDelay, _options.OnOutage);
        try
        {
            while (true)
            {
                ended.Token.ThrowIfCancellationRequested();
                await patience.TakeTurnAsync(() => TakeTurnAsync(ended.Token), ended.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            await ended.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a job, or waits until there may be one.</summary>
    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        var queued = _host.Store.Signals.Jobs.Next();
        var next = await Services.Retry.RunAsync(
            "Looking for jobs", () => Store.NextClaimAtAsync(_kinds, cancellationToken)).ConfigureAwait(false);
        if (next <= Services.Now)
        {
            if (await RunOneAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            // Another worker's claim is under way.
            next = Services.Now + AfterContention;
        }

        await Waiting.UntilAsync(Services.Time, queued, next, _options.MaxIdle, cancellationToken).ConfigureAwait(false);
    }
}
