using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>A site in the cohort.</summary>
public sealed record CohortMember
{
    /// <summary>The site.</summary>
    public required SiteId Site { get; init; }

    /// <summary>Governed weight; all weights of the sites that are merged add up to exactly 1.</summary>
    public required decimal Weight { get; init; }

    /// <summary>Encoded contributions that arrived, by shard index.</summary>
    public required IReadOnlyDictionary<int, ReceivedFrame> Contributions { get; init; }
}
