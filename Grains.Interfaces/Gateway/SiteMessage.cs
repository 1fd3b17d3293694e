using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>
/// Anything that may leave a site. The list of derived types is closed: what is not on it does not leave
/// (design rule 1). A site writes each message's type, size and SHA-256 to its egress journal before it is sent.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SiteRegistration), "site-registration")]
[JsonDerivedType(typeof(TicketQuery), "ticket-query")]
[JsonDerivedType(typeof(TicketRefusal), "ticket-refusal")]
[JsonDerivedType(typeof(ReadyReport), "ready-report")]
[JsonDerivedType(typeof(CohortQuery), "cohort-query")]
[JsonDerivedType(typeof(BlobQuery), "blob-query")]
[JsonDerivedType(typeof(ContributionUpload), "contribution-upload")]
[JsonDerivedType(typeof(ProtocolQuery), "protocol-query")]
[JsonDerivedType(typeof(ProtocolAnswer), "protocol-answer")]
[JsonDerivedType(typeof(ProtocolWithdrawal), "protocol-withdrawal")]
public abstract record SiteMessage
{
    private protected SiteMessage()
    {
    }

    /// <summary>The sender.</summary>
    public required SiteId Site { get; init; }
}
