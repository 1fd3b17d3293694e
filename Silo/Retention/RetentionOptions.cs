namespace Tapestry.Silo.Retention;

/// <summary>What a region keeps of the past.</summary>
public sealed record RetentionOptions
{
    /// <summary>Rounds whose contributions and bases are kept, the open one included; at least 1.</summary>
    public int KeepRounds { get; init; } = 2;

    /// <summary>
    /// Least time from one collection to the next: each walks the whole store, and what a round leaves is too young to go for
    /// <see cref="MinimumAge"/> anyway.
    /// </summary>
    public TimeSpan CollectEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Age below which a blob is kept in any case; covers the time from storing it to the call that names it.</summary>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromMinutes(1);
}
