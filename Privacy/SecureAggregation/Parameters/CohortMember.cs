using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>A member of the cohort that a round fixed; all of it is public.</summary>
public sealed record CohortMember
{
    /// <summary>Longest name of a site, in UTF-8 bytes.</summary>
    public const int MaxNameBytes = 64;

    /// <summary>Name of the site, 1 to 64 bytes in UTF-8.</summary>
    public required string Site { get; init; }

    /// <summary>Its identity key, as the consortium's roster holds it.</summary>
    public required P256Point IdentityKey { get; init; }

    /// <summary>The factor by which it multiplies its update before it masks it.</summary>
    public required GovernedWeight Weight { get; init; }
}
