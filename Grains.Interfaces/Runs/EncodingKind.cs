using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>How a contribution's numbers travel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EncodingKind>))]
public enum EncodingKind
{
    /// <summary>IEEE 754 single precision, 4 bytes a parameter.</summary>
    [JsonStringEnumMemberName("fp32")]
    Fp32 = 0,

    /// <summary>bfloat16, rounded to nearest even, 2 bytes a parameter.</summary>
    [JsonStringEnumMemberName("bf16")]
    Bf16 = 1,
}
