using System.Text.Json.Serialization;

namespace Tapestry.Actors.Tests.Model;

[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(ProbeState))]
[JsonSerializable(typeof(Deposited))]
[JsonSerializable(typeof(Audit))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ModelJson : JsonSerializerContext;
