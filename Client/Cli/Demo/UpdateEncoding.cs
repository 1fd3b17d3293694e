using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Demo;

/// <summary>How a contribution's numbers travel to the region.</summary>
public enum UpdateEncoding
{
    /// <summary>IEEE 754 single precision, 4 bytes a parameter.</summary>
    [JsonStringEnumMemberName("fp32")]
    Fp32,

    /// <summary>bfloat16, 2 bytes a parameter.</summary>
    [JsonStringEnumMemberName("bf16")]
    Bf16,
}
