using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>How a contribution's numbers travel. The values are those that frames carry.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EncodingKind>))]
public enum EncodingKind
{
    /// <summary>IEEE 754 single precision, 4 bytes a parameter.</summary>
    [JsonStringEnumMemberName("fp32")]
    Fp32 = 0,

    /// <summary>bfloat16, rounded to nearest even, 2 bytes a parameter.</summary>
    [JsonStringEnumMemberName("bf16")]
    Bf16 = 1,

    /// <summary>256 bins over mean and six standard deviations with their means, 1 byte a parameter.</summary>
    [JsonStringEnumMemberName("int8")]
    [SuppressMessage("Naming", "CA1720", Justification = "The field's name of the encoding.")]
    Int8 = 2,

    /// <summary>Four-bit integers in blocks with a scale.</summary>
    [JsonStringEnumMemberName("int4")]
    Int4 = 3,

    /// <summary>The 64 largest of every 4,096 parameters, two bits each and their places.</summary>
    [JsonStringEnumMemberName("topk")]
    TopK = 6,

    /// <summary>Four-bit floats (sign, three exponent bits) in blocks with a scale.</summary>
    [JsonStringEnumMemberName("fp4")]
    Fp4 = 9,
}
