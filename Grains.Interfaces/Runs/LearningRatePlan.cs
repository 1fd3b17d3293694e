namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>Inner learning rate over the run's local steps: linear warm-up, then cosine decay.</summary>
public sealed record LearningRatePlan
{
    /// <summary>Highest learning rate; above 0.</summary>
    public required float Peak { get; init; }

    /// <summary>Steps of linear warm-up from 0.</summary>
    public required long WarmupSteps { get; init; }

    /// <summary>Step at which the decay ends.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Final rate as a share of the peak, from 0 to 1.</summary>
    public required float FinalShare { get; init; }
}
