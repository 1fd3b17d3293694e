using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Consortium;

/// <summary>What a contribution's influence is proportional to, before floor and cap.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WeightRule>))]
public enum WeightRule
{
    /// <summary>Every site counts the same.</summary>
    [JsonStringEnumMemberName("equal")]
    Equal = 0,

    /// <summary>Tokens that the site trained on in the round.</summary>
    [JsonStringEnumMemberName("tokens")]
    Tokens = 1,

    /// <summary>Relative improvement of held-out bits per byte on the site's own data, from the base to its local model.</summary>
    [JsonStringEnumMemberName("quality")]
    Quality = 2,
}
