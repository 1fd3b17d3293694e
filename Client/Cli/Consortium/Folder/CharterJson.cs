using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Consortium.Folder;

/// <summary>How <c>charter.json</c> is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Charter))]
internal sealed partial class CharterJson : JsonSerializerContext;
