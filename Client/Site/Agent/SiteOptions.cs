using Tapestry.Client.Site.Policy;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Site.Agent;

/// <summary>What one site is and where it keeps its state.</summary>
public sealed record SiteOptions
{
    /// <summary>The site.</summary>
    public required SiteId Site { get; init; }

    /// <summary>Its consortium.</summary>
    public required ConsortiumId Consortium { get; init; }

    /// <summary>Labels of its data.</summary>
    public required DatasetDeclaration Dataset { get; init; }

    /// <summary>The member's own rules.</summary>
    public SitePolicy Policy { get; init; } = new();

    /// <summary>Name of the file in <see cref="StateFolder"/> with the member's identity key.</summary>
    public const string IdentityFileName = "identity.pem";

    /// <summary>Identity keys of the consortium's members, pinned by the member itself; it hides among no others.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> PinnedRoster { get; init; } = new Dictionary<SiteId, IdentityKey>();

    /// <summary>Folder for local rounds and the egress journal; made when missing.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Held-out bytes on which a ticket's base is measured in each round.</summary>
    public int EvaluationBytes { get; init; } = 8192;
}
