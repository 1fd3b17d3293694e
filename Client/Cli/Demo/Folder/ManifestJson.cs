using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Demo.Folder;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DemoManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
