using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Sites;

/// <summary>What the region knows of a site.</summary>
public sealed record SiteView
{
    /// <summary>The site.</summary>
    public required SiteId Site { get; init; }

    /// <summary>Its consortium.</summary>
    public required ConsortiumId Consortium { get; init; }

    /// <summary>What it said of its data when it registered.</summary>
    public required DatasetDeclaration Dataset { get; init; }

    /// <summary>Rounds that counted a complete contribution of it.</summary>
    public required int RoundsContributed { get; init; }

    /// <summary>Tickets it refused.</summary>
    public required int TicketsDeclined { get; init; }

    /// <summary>Training tokens in contributions that counted.</summary>
    public required long TokensContributed { get; init; }

    /// <summary>The last round that it took part in.</summary>
    public RoundId? LastRound { get; init; }
}
