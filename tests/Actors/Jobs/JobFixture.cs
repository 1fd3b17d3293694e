using System.Collections.Concurrent;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Jobs;

/// <summary>A host with workers whose handler a test replaces.</summary>
internal sealed class JobFixture<TBackend> : IAsyncDisposable
    where TBackend : IStoreBackend, new()
{
    private readonly HostFixture<TBackend> _inner;
    private readonly ConcurrentQueue<string> _ran = new();
    private readonly ConcurrentQueue<JobFailure> _failures = new();

    private JobFixture(HostFixture<TBackend> inner) => _inner = inner;

    public Func<JobContext, Task> Handler { set => HandlerWithToken = (job, _) => value(job); }

    public Func<JobContext, CancellationToken, Task> HandlerWithToken { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<string> Ran => [.. _ran];

    public IReadOnlyList<JobFailure> Failures => [.. _failures];

    public GrainHost Host => _inner.Host;

    public TBackend Backend => _inner.Backend;

    public IGrainStore Store => _inner.Store;

    public ManualTimeProvider Clock => _inner.Clock;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public IJobDesk Desk => Host.GetGrain<IJobDesk>("desk");

    public static async Task<JobFixture<TBackend>> CreateAsync() => new(await HostFixture<TBackend>.CreateAsync());

    public JobWorker Worker(Func<JobWorkerOptions, JobWorkerOptions>? change = null)
    {
        var handlers = new JobHandlers().Add(TestModel.AuditKind, new DelegateJobHandler((job, payload, cancellationToken) =>
        {
            _ran.Enqueue($"{payload.Account} attempt {job.Attempt}");
            return HandlerWithToken(job, cancellationToken);
        }));
        var options = new JobWorkerOptions { Owner = "worker", OnFailure = _failures.Enqueue };
        return new JobWorker(Host, handlers, change?.Invoke(options) ?? options);
    }

    public async Task<int> RunAllAsync(Func<JobWorkerOptions, JobWorkerOptions>? change = null)
    {
        var worker = Worker(change);
        var count = 0;
        while (await worker.RunOneAsync())
        {
            count++;
        }

        return count;
    }

    public async Task<JobRow> FindAsync(Guid id) => Assert.IsType<JobRow>(await Host.Jobs.FindAsync(id));

    public Task<JobRow?> ClaimAsync(string owner) =>
        Store.Jobs.ClaimAsync(owner, [TestModel.AuditKind], Now, Now + TimeSpan.FromMinutes(1), default);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
