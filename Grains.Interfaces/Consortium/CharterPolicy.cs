namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>What the members agreed on; every run and ticket names the version it was made under.</summary>
public sealed record CharterPolicy
{
    /// <summary>Version, from 1; an amendment adds one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What influence is proportional to.</summary>
    public WeightRule Weights { get; init; } = WeightRule.Tokens;

    /// <summary>Least weight of a contribution, from 0 to 1, at most 12 decimals.</summary>
    public decimal WeightFloor { get; init; }

    /// <summary>Largest weight of a contribution, above 0 to 1, at most 12 decimals; holds exactly or the round is abandoned.</summary>
    public decimal WeightCap { get; init; } = 1m;

    /// <summary>Fewest sites whose complete contributions make a merge; at least 1.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>
    /// Quality floor: a site whose local training worsened its own held-out bits per byte by more than this share
    /// stays out of the cohort; null admits all.
    /// </summary>
    public double? MaximumHeldOutRegression { get; init; }
}
