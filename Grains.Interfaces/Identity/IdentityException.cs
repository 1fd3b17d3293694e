using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>The region does not take the caller for whom it says it is, or does not let it do this; see <see cref="TapestryException.Code"/>.</summary>
public sealed class IdentityException(string code, string message) : TapestryException(code, message)
{
    /// <summary>The request shows neither a certificate nor a token.</summary>
    public const string Missing = "identity.missing";

    /// <summary>The certificate is not the consortium's, or not a member's.</summary>
    public const string ForeignCertificate = "identity.foreign-certificate";

    /// <summary>The certificate is no longer, or not yet, valid.</summary>
    public const string ExpiredCertificate = "identity.expired-certificate";

    /// <summary>The token is not signed by the issuer, or not meant for this region.</summary>
    public const string InvalidToken = "identity.invalid-token";

    /// <summary>The token's time is over, or has not come.</summary>
    public const string ExpiredToken = "identity.expired-token";

    /// <summary>The roster has no such member.</summary>
    public const string UnknownMember = "identity.unknown-member";

    /// <summary>The member was removed from the roster.</summary>
    public const string RemovedMember = "identity.removed-member";

    /// <summary>The roster has another key for the member.</summary>
    public const string OtherKey = "identity.other-key";

    /// <summary>The member's role does not include the operation.</summary>
    public const string WrongRole = "identity.wrong-role";

    /// <summary>The token's scopes do not include the operation.</summary>
    public const string MissingScope = "identity.missing-scope";

    /// <summary>A site speaks in the name of another.</summary>
    public const string OtherSite = "identity.other-site";
}
