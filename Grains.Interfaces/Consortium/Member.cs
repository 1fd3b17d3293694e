using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>A member of the consortium: a site that trains, or somebody who operates or audits.</summary>
public sealed record Member
{
    /// <summary>The member's name on the roster; that of its site if it has one.</summary>
    public required SiteId Site { get; init; }

    /// <summary>Name shown to people; 1 to 200 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The member's identity key; null for a member that takes part in no secure round and is not authenticated.</summary>
    public IdentityKey? IdentityKey { get; init; }

    /// <summary>What it may do; absent in JSON for a site.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MemberRole Role { get; init; }
}
