namespace Tapestry.Actors.Storage;

/// <summary>The database under a grain host. Safe for concurrent use; any number of hosts may share one database.</summary>
/// <remarks>
/// Every operation throws <see cref="StoreConflictException"/> when trying again may help and
/// <see cref="StoreUnavailableException"/> when it will not; neither leaves anything half-written.
/// </remarks>
public interface IGrainStore : IAsyncDisposable
{
    /// <summary>Raised by every commit that reaches this process.</summary>
    CommitSignals Signals { get; }

    /// <summary>Committed events.</summary>
    IEventReader Events { get; }

    /// <summary>Reminders outside of transactions.</summary>
    IReminderStore Reminders { get; }

    /// <summary>The job queue.</summary>
    IJobStore Jobs { get; }

    /// <summary>Starts a transaction; disposing it without a commit undoes it.</summary>
    ValueTask<IGrainTransaction> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Starts a read-only view of one committed moment; it neither takes nor waits for locks.</summary>
    ValueTask<IGrainSnapshot> BeginSnapshotAsync(CancellationToken cancellationToken);
}
