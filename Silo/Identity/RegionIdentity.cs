using System.Security.Cryptography.X509Certificates;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Identity;

/// <summary>Who a silo is and whom it takes at their word: members of one consortium by certificate, partner apps by token.</summary>
public sealed record RegionIdentity
{
    /// <summary>The silo's certificate with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The consortium's certificate authority; the system's trust store has no say.</summary>
    public required X509Certificate2 Authority { get; init; }

    /// <summary>The consortium whose roster says who may call.</summary>
    public required ConsortiumId Consortium { get; init; }

    /// <summary>Whose tokens partner apps show; null lets no partner app in.</summary>
    public PartnerTokens? Partners { get; init; }
}
