namespace Tapestry.Actors;

/// <summary>Settings of a reminder pump.</summary>
public sealed record ReminderPumpOptions
{
    /// <summary>Wait after the first failure; it doubles with every further one, times a random factor from 0.5 to 1.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait after a failed delivery.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time without a look at the store, for reminders that another process set.</summary>
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two looks at a store that is away; the first is <see cref="FirstRetryDelay"/>.</summary>
    public TimeSpan MaxOutageDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told about every turn that the store failed, for a log.</summary>
    public Action<StoreOutage>? OnOutage { get; init; }

    /// <summary>Told about every delivery that failed, for a log.</summary>
    public Action<ReminderFailure>? OnFailure { get; init; }
}
