using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>
/// The distributed discrete Gaussian of every member (Kairouz, Liu and Steinke, 2021): what each adds to its weighted update
/// before it masks it, and what the sum then costs each of them a round.
/// </summary>
public sealed record SiteLevelNoise
{
    /// <summary>What the integer 1 stands for, in units of the weighted update: the same for all shards; finite, above 0.</summary>
    public required float Granularity { get; init; }

    /// <summary>Fewest survivors with which a sum may be unmasked: fewer noises would not keep the epsilon. At most the quorum.</summary>
    public required int FewestSurvivors { get; init; }

    /// <summary>What one round releases, in steps of the granularity: a member's noise and the norm that its rounded update keeps.</summary>
    public required DistributedDiscreteGaussianRelease Mechanism { get; init; }

    /// <summary>Survivors that may collude with whoever sees the sum: their noise hides nothing from them.</summary>
    [JsonIgnore]
    public int Colluders => FewestSurvivors - Mechanism.Sites;
}
