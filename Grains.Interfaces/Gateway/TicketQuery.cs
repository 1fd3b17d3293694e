using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>Asks for the ticket of a round after one that the site is done with.</summary>
public sealed record TicketQuery : SiteMessage
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The last round that the site is done with; 0 at first.</summary>
    public required int AfterRound { get; init; }
}
