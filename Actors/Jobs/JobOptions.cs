namespace Tapestry.Actors;

/// <summary>How a job is queued.</summary>
public sealed record JobOptions
{
    /// <summary>Higher goes first; 0 is usual.</summary>
    public int Priority { get; init; }

    /// <summary>Not claimed before this time; null means at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Claims before the job is dead-lettered; null takes <see cref="GrainHostOptions.DefaultJobAttempts"/>.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// Makes queuing idempotent: a second job of the same kind and key is not queued while the first one's row exists,
    /// whatever its state.
    /// </summary>
    public string? DedupKey { get; init; }
}
