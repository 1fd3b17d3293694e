using System.Text.Json;

namespace Tapestry.Client.Cli.Privacy;

/// <summary>Answers as one line of JSON.</summary>
internal static class PrivacyJson
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T answer) => JsonSerializer.Serialize(answer, CamelCase);
}
