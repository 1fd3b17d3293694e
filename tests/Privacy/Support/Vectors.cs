using System.Globalization;
using System.Text.Json;

namespace Tapestry.Privacy.Tests.Support;

/// <summary>Figures of public reference implementations; what they are is in the file's first entry.</summary>
internal static class Vectors
{
    private static readonly JsonElement Root = Load();

    /// <summary>The rows of a list, found by the names that lead to it.</summary>
    public static IReadOnlyList<JsonElement> Rows(params string[] path) => [.. At(path).EnumerateArray()];

    /// <summary>A value, found by the names that lead to it.</summary>
    public static JsonElement At(params string[] path) => path.Aggregate(Root, (element, name) => element.GetProperty(name));

    /// <summary>A number of a row, whether it is written as a number or as a string.</summary>
    public static double Number(this JsonElement row, string name) => row.GetProperty(name) is var value
        && value.ValueKind == JsonValueKind.String
            ? double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
            : value.GetDouble();

    private static JsonElement Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("privacy.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
