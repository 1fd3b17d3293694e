using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>The consortium refuses; see <see cref="TapestryException.Code"/>.</summary>
public sealed class ConsortiumException(string code, string message) : TapestryException(code, message)
{
    /// <summary>The consortium was never founded.</summary>
    public const string NotFounded = "consortium.not-founded";

    /// <summary>The consortium exists with other settings.</summary>
    public const string AlreadyFounded = "consortium.already-founded";

    /// <summary>A policy value is out of range or contradicts another.</summary>
    public const string InvalidPolicy = "consortium.invalid-policy";

    /// <summary>The site is not on the roster.</summary>
    public const string NotAMember = "consortium.not-a-member";

    /// <summary>The site is on the roster under another name.</summary>
    public const string SiteTaken = "consortium.site-taken";

    /// <summary>The member is the last operator, without whom nobody could admit another.</summary>
    public const string LastOperator = "consortium.last-operator";

    /// <summary>The roster has reached its limit.</summary>
    public const string RosterFull = "consortium.roster-full";
}
