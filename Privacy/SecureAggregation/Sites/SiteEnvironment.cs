using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>What a site brings into every handshake.</summary>
public sealed record SiteEnvironment
{
    /// <summary>Name of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Its identity key.</summary>
    public required ISiteSigner Signer { get; init; }

    /// <summary>What it asks of a round.</summary>
    public required SitePolicy Policy { get; init; }

    /// <summary>Source of its secrets.</summary>
    public required IRandomBytes Random { get; init; }

    /// <summary>Checks the others' signatures; may serve many handshakes, one after the other.</summary>
    public required SignatureVerifier Verifier { get; init; }
}
