using System.Text.Json.Serialization.Metadata;

namespace Tapestry.Actors.Hosting;

/// <summary>The name and JSON form of an event or a job kind.</summary>
internal sealed record RegisteredPayload(string Name, JsonTypeInfo TypeInfo);
