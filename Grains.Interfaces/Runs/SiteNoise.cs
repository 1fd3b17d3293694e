using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>
/// Site-level differential privacy of a run: what every site does to its update before it masks it, and what the sum then
/// costs each of them a round.
/// </summary>
public sealed record SiteNoise
{
    /// <summary>L2 norm to which a site clips its weighted update, in units of the update; finite, above 0.</summary>
    public required double Clip { get; init; }

    /// <summary>What the integer 1 stands for, in units of the update; finite, above 0.</summary>
    public required float Granularity { get; init; }

    /// <summary>Bits of a coordinate on the wire, 2 to 32; sums are mod 2^Bits.</summary>
    public required int Bits { get; init; }

    /// <summary>Fewest survivors with which a sum may be unmasked: fewer noises would not keep the epsilon.</summary>
    public required int FewestSurvivors { get; init; }

    /// <summary>What one round releases: the law of a site's noise and the norm that its rounded update keeps.</summary>
    public required DistributedDiscreteGaussianRelease Mechanism { get; init; }

    /// <summary>Survivors that may collude with whoever sees the sum: their noise hides nothing from them.</summary>
    [JsonIgnore]
    public int Colluders => FewestSurvivors - Mechanism.Sites;
}
