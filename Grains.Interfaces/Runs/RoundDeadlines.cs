namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>How long a round waits; a deadline that passes below the quorum abandons the round.</summary>
public sealed record RoundDeadlines
{
    /// <summary>From opening until the cohort is fixed at the latest.</summary>
    public required TimeSpan Ready { get; init; }

    /// <summary>How long a round waits for more sites once the quorum is ready.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>From fixing the cohort until contributions close.</summary>
    public required TimeSpan Contribution { get; init; }

    /// <summary>From closing contributions until all shards are merged.</summary>
    public required TimeSpan Merge { get; init; }
}
