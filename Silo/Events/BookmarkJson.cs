using System.Text.Json.Serialization;

namespace Tapestry.Silo.Events;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BookmarkFile))]
internal sealed partial class BookmarkJson : JsonSerializerContext;
