using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>A ticket breaks the member's own policy; the site sits the round out.</summary>
public sealed record TicketRefusal : SiteMessage
{
    /// <summary>The round refused.</summary>
    public required RoundId Round { get; init; }

    /// <summary>Why, for people; at most 500 characters.</summary>
    public required string Reason { get; init; }
}
