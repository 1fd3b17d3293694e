using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Tests.Http;

/// <summary>The committed description is the API's, and the API's is the code's.</summary>
public sealed class ApiDescriptionTests
{
    private static readonly string Committed = Path.Combine(AppContext.BaseDirectory, "Http", "openapi.v1.json");

    [Fact]
    public void The_committed_description_is_that_of_the_code()
    {
        var actual = ApiDescription.Text + "\n";
        if (!File.Exists(Committed) || File.ReadAllText(Committed) != actual)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Committed)!);
            File.WriteAllText(Committed + ".actual", actual);
            Assert.Fail($"The API has changed. If that is meant, take over {Path.GetFileName(Committed)}.actual from beside the test.");
        }
    }

    [Fact]
    public async Task The_region_serves_its_description()
    {
        await using var api = await ApiFixture.StartAsync();

        Assert.Equal(ApiDescription.Text, await api.Http.GetStringAsync("/v1/openapi.json"));
    }

    [Fact]
    public void Every_message_that_may_leave_a_site_has_an_operation()
    {
        var types = Attribute.GetCustomAttributes(typeof(SiteMessage), typeof(JsonDerivedTypeAttribute))
            .Cast<JsonDerivedTypeAttribute>().Where(derived => derived.DerivedType != typeof(BlobQuery))
            .Select(derived => $"/v1/messages/{derived.TypeDiscriminator}").Order();

        var paths = JsonNode.Parse(ApiDescription.Text)!["paths"]!.AsObject().Select(path => path.Key);

        Assert.Equal(types, paths.Where(path => path.StartsWith("/v1/messages/", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_reference_of_the_description_leads_somewhere()
    {
        var document = JsonNode.Parse(ApiDescription.Text)!;
        var references = References(document).ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(Resolve(document, reference)));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field is { Key: "$ref", Value: JsonValue text } ? [(string)text!] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode document, string reference) => reference.TrimStart('#', '/').Split('/')
        .Aggregate<string, JsonNode?>(document, (node, step) => node is JsonArray items
            ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]
            : node?[step.Replace("~1", "/", StringComparison.Ordinal)]);
}
