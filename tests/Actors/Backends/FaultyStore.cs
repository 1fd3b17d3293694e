using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Tests.Backends;

/// <summary>A store that runs a hook, which may wait or throw, before it does what it is asked to.</summary>
public sealed class FaultyStore(IGrainStore inner) : IGrainStore
{
    public Func<ValueTask> BeforeLoad { get; set; } = () => ValueTask.CompletedTask;

    public Func<ValueTask> BeforeCommit { get; set; } = () => ValueTask.CompletedTask;

    public Func<ValueTask> AfterCommit { get; set; } = () => ValueTask.CompletedTask;

    public CommitSignals Signals => inner.Signals;

    public IEventReader Events => inner.Events;

    public IReminderStore Reminders => inner.Reminders;

    public IJobStore Jobs => inner.Jobs;

    public async ValueTask<IGrainTransaction> BeginAsync(CancellationToken cancellationToken) =>
        new Transaction(this, await inner.BeginAsync(cancellationToken));

    public async ValueTask<IGrainSnapshot> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        new Snapshot(this, await inner.BeginSnapshotAsync(cancellationToken));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private class Snapshot(FaultyStore store, IGrainSnapshot inner) : IGrainSnapshot
    {
        protected FaultyStore Store => store;

        public async ValueTask<GrainRow?> LoadAsync(GrainId id, CancellationToken cancellationToken)
        {
            await store.BeforeLoad();
            return await inner.LoadAsync(id, cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Transaction(FaultyStore store, IGrainTransaction inner) : Snapshot(store, inner), IGrainTransaction
    {
        public ValueTask<ReminderRow?> FindReminderAsync(
            GrainId grain, string name, CancellationToken cancellationToken) =>
            inner.FindReminderAsync(grain, name, cancellationToken);

        public async ValueTask CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            await Store.BeforeCommit();
            await inner.CommitAsync(batch, cancellationToken);
            await Store.AfterCommit();
        }
    }
}
