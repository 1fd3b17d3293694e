using Tapestry.Actors.Storage;

namespace Tapestry.Actors;

/// <summary>Limits of a host; crossing one is a <see cref="LimitExceededException"/> that changes nothing.</summary>
public sealed record GrainHostOptions
{
    /// <summary>Characters of a grain key.</summary>
    public int MaxKeyLength { get; init; } = 256;

    /// <summary>Bytes of a grain's state as JSON.</summary>
    public int MaxStateBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of one event's payload as JSON.</summary>
    public int MaxEventBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of one job's payload as JSON.</summary>
    public int MaxJobPayloadBytes { get; init; } = 256 * 1024;

    /// <summary>Characters of a reminder's name and of a job's dedup key.</summary>
    public int MaxNameLength { get; init; } = 256;

    /// <summary>Calls that join one transaction, the root call not counted.</summary>
    public int MaxJoinedCalls { get; init; } = 10_000;

    /// <summary>Joined calls within one another, the root call not counted.</summary>
    public int MaxCallDepth { get; init; } = 64;

    /// <summary>Events, reminders and jobs of one transaction, together.</summary>
    public int MaxEffects { get; init; } = 10_000;

    /// <summary>Root calls that run or wait in this host at one time.</summary>
    public int MaxQueuedCalls { get; init; } = 10_000;

    /// <summary>How often a root call is tried when the store reports conflicts.</summary>
    public int MaxCallAttempts { get; init; } = 10;

    /// <summary>Wait before the second try; it doubles with every further try, times a random factor from 0.5 to 1.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Longest wait between two tries.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Claims of a job whose <see cref="JobOptions.MaxAttempts"/> is not given.</summary>
    public int DefaultJobAttempts { get; init; } = 5;

    /// <summary>Told the events of every transaction that this host committed, right after; it returns at once and throws nothing.</summary>
    public Action<IReadOnlyList<NewEvent>>? OnCommitted { get; init; }
}
