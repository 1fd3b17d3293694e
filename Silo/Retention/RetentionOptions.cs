namespace Tapestry.Silo.Retention;

/// <summary>What a region keeps of the past.</summary>
public sealed record RetentionOptions
{
    /// <summary>Rounds whose contributions and bases are kept, the open one included; at least 1.</summary>
    public int KeepRounds { get; init; } = 2;

    /// <summary>Age below which a blob is kept in any case; covers the time from storing it to the call that names it.</summary>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromMinutes(1);
}
