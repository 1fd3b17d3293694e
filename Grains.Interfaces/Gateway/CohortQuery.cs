using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>Asks whether the cohort is fixed and the sender is in it.</summary>
public sealed record CohortQuery : SiteMessage
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }
}
