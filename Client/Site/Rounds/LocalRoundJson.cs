using System.Text.Json.Serialization;

namespace Tapestry.Client.Site.Rounds;

/// <summary>How a local phase's metrics are kept.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LocalMetrics))]
internal sealed partial class LocalRoundJson : JsonSerializerContext;
