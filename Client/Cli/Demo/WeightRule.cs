using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Demo;

/// <summary>What a site's share in a merge is proportional to, before floor and cap.</summary>
public enum WeightRule
{
    /// <summary>The tokens it trained on in the round.</summary>
    [JsonStringEnumMemberName("tokens")]
    Tokens,

    /// <summary>The same for every site.</summary>
    [JsonStringEnumMemberName("equal")]
    Equal,

    /// <summary>Its held-out evaluation.</summary>
    [JsonStringEnumMemberName("quality")]
    Quality,
}
