using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>What a merge does with the averaged outer gradient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OuterOptimizerKind>))]
public enum OuterOptimizerKind
{
    /// <summary>SGD with Nesterov momentum (DiLoCo, Douillard et al. 2023); without momentum at rate 1, plain averaging.</summary>
    [JsonStringEnumMemberName("nesterov")]
    Nesterov = 0,

    /// <summary>
    /// Adam (Kingma and Ba, 2015) on the outer gradient in units of the inner learning rates that made it, so that its
    /// threshold means the same throughout warm-up and decay. Without momentum it is RMSProp.
    /// </summary>
    [JsonStringEnumMemberName("adam")]
    Adam = 1,
}
