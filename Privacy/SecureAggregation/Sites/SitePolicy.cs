using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>What a site asks of every secure round, whatever the region says.</summary>
public sealed record SitePolicy
{
    /// <summary>Identity keys of the consortium's members by site name, as the site pinned them itself.</summary>
    public required IReadOnlyDictionary<string, P256Point> PinnedRoster { get; init; }

    /// <summary>Fewest members among which the site hides, both in the cohort and among the survivors; 2 or more.</summary>
    public required int MinimumCohort { get; init; }

    /// <summary>Least share of colluding members for which the graph must be planned, in thousandths; 0 to 333.</summary>
    public int LeastCorruptionPerMille { get; init; } = 333;
}
