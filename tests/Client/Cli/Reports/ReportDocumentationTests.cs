using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Tests.Cli.Reports;

public sealed partial class ReportDocumentationTests
{
    [Fact]
    public void Every_field_is_documented_and_no_other()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/report.md"));
        var documented = FieldRow().Matches(page).Select(match => match.Groups[1].Value);

        Assert.Equal(
            Fields(RunReportJson.Default.RunReport, "").Order(StringComparer.Ordinal),
            documented.Order(StringComparer.Ordinal));
    }

    // Paths as the page writes them: a.b, a[].b for lists, a{} for objects with a key a language or owner.
    private static IEnumerable<string> Fields(JsonTypeInfo type, string path)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            return type.Properties.SelectMany(property => Fields(
                Info(property.PropertyType), path.Length == 0 ? property.Name : $"{path}.{property.Name}"));
        }

        var suffix = type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "[]",
            JsonTypeInfoKind.Dictionary => "{}",
            _ => "",
        };
        return suffix.Length == 0 ? [path] : Fields(Info(type.ElementType!), path + suffix);
    }

    private static JsonTypeInfo Info(Type type) => RunReportJson.Default.GetTypeInfo(type)
        ?? throw new JsonException($"{type} is no part of the report.");

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FieldRow();
}
