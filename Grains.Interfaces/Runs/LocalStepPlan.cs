namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>Local steps of each round: frequent synchronization first, growing to long local phases.</summary>
public sealed record LocalStepPlan
{
    /// <summary>Steps of the first round; at least 1.</summary>
    public required int First { get; init; }

    /// <summary>Steps of the last round; at least <see cref="First"/>.</summary>
    public required int Last { get; init; }

    /// <summary>Certified rounds before growth begins; growth is geometric from there to the last round.</summary>
    public int RoundsBeforeGrowth { get; init; }
}
