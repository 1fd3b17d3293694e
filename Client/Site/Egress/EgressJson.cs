using System.Text.Json.Serialization;

namespace Tapestry.Client.Site.Egress;

/// <summary>How the egress journal is written: one JSON object a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EgressEntry))]
internal sealed partial class EgressJson : JsonSerializerContext;
