using Microsoft.IdentityModel.Tokens;

namespace Tapestry.Silo.Identity;

/// <summary>The OpenID Connect issuer of partner apps' bearer tokens.</summary>
public sealed record PartnerTokens
{
    /// <summary>The <c>iss</c> of tokens; its signing keys are found there unless <see cref="Keys"/> are given.</summary>
    public required Uri Issuer { get; init; }

    /// <summary>The <c>aud</c> that tokens must name: this region.</summary>
    public required string Audience { get; init; }

    /// <summary>The issuer's signing keys as a JSON Web Key Set (RFC 7517); null to ask the issuer and follow its changes.</summary>
    public string? Keys { get; init; }

    /// <summary>Whether a text is a key set with a key to verify signatures with.</summary>
    public static bool HasKeys(string text)
    {
        try
        {
            return new JsonWebKeySet(text).GetSigningKeys().Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
