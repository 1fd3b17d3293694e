using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Grains.Sites;

/// <summary>Durable state of a site in the region, version 1.</summary>
public sealed record SiteState
{
    /// <summary>Its consortium; null until registered.</summary>
    public ConsortiumId? Consortium { get; init; }

    /// <summary>What it declared.</summary>
    public DatasetDeclaration? Dataset { get; init; }

    /// <summary>Certified rounds that counted it.</summary>
    public int RoundsContributed { get; init; }

    /// <summary>Tickets it refused.</summary>
    public int TicketsDeclined { get; init; }

    /// <summary>Tokens of the contributions that counted.</summary>
    public long TokensContributed { get; init; }

    /// <summary>The last round it took part in.</summary>
    public RoundId? LastRound { get; init; }
}
