namespace Tapestry.Actors;

/// <summary>Settings of a worker.</summary>
public sealed record JobWorkerOptions
{
    /// <summary>Name that leases carry; unique among workers that live at the same time.</summary>
    public required string Owner { get; init; }

    /// <summary>Jobs that run at one time.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Time after which a job of a dead worker is claimed again.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the worker extends the lease by itself; null leaves it to the handler.</summary>
    public TimeSpan? HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time after which a run is cancelled and counts as failed.</summary>
    public TimeSpan MaxRunTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Wait before the second attempt; it doubles with every further one, times a random factor from 0.5 to 1.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time without a look at the queue, for jobs that another process queued.</summary>
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two looks at a store that is away; the first is <see cref="FirstRetryDelay"/>.</summary>
    public TimeSpan MaxOutageDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told about every turn that the store failed, for a log.</summary>
    public Action<StoreOutage>? OnOutage { get; init; }

    /// <summary>Told about every run that failed, for a log.</summary>
    public Action<JobFailure>? OnFailure { get; init; }
}
