using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>What a member of a consortium may do in a region; docs/protocols/access.md says it operation by operation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MemberRole>))]
public enum MemberRole
{
    /// <summary>Trains: sends messages in its own name.</summary>
    [JsonStringEnumMemberName("site")]
    Site = 0,

    /// <summary>Keeps the roster and defines runs.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator = 1,

    /// <summary>Reads everything and changes nothing.</summary>
    [JsonStringEnumMemberName("auditor")]
    Auditor = 2,
}
