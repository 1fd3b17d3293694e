using System.Text.Json.Serialization;

namespace Tapestry.Client.Site.Ledger;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LedgerFile))]
internal sealed partial class LedgerFileJson : JsonSerializerContext;
