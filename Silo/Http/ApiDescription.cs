using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Http;

/// <summary>The API's OpenAPI 3.1 document, made from the operations themselves.</summary>
internal static partial class ApiDescription
{
    private static readonly Lazy<string> Made = new(() => Create().ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    public static string Text => Made.Value;

    private static JsonObject Create() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject { ["title"] = "Tapestry region", ["version"] = "1" },
        ["paths"] = new JsonObject(SiloApi.Operations.GroupBy(operation => operation.Path, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key, Methods(group)))),
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject(Types().Select(type => KeyValuePair.Create<string, JsonNode?>(type.Type.Name, Schema(type)))),
            ["responses"] = new JsonObject { ["Problem"] = ProblemResponse() },
            ["securitySchemes"] = SecuritySchemes(),
        },
    };

    private static JsonObject Methods(IEnumerable<ApiOperation> operations) => new(operations.Select(operation =>
        KeyValuePair.Create<string, JsonNode?>(operation.Method.ToLowerInvariant(), Describe(operation))));

    private static JsonObject Describe(ApiOperation operation)
    {
        var described = new JsonObject { ["summary"] = operation.Summary };
        described["security"] = Security(operation.Access);
        if (Parameters(operation) is { Count: > 0 } parameters)
        {
            described["parameters"] = parameters;
        }

        var readsMedia = operation.Media is not null && operation.Method != "GET";
        if (operation.Request is not null || readsMedia)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(operation.Request, readsMedia ? operation.Media : null) };
        }

        var success = new JsonObject { ["description"] = "Done." };
        if (operation.Response is not null || (operation.Media is not null && !readsMedia))
        {
            success["content"] = Content(operation.Response, readsMedia ? null : operation.Media);
        }

        described["responses"] = new JsonObject
        {
            [operation.Status.ToString(CultureInfo.InvariantCulture)] = success,
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" },
        };
        return described;
    }

    /// <summary>One of them is enough; OpenAPI 3.1 lists roles and scopes alike.</summary>
    private static JsonArray Security(ApiAccess access) =>
    [
        new JsonObject { ["member"] = new JsonArray([.. access.Roles.Select(role => JsonValue.Create(RoleText(role, access)))]) },
        .. access.Scopes.Select(scope => new JsonObject { ["partner"] = new JsonArray(scope) }),
    ];

    private static string RoleText(MemberRole role, ApiAccess access) =>
        role.ToString().ToLowerInvariant() + (role == MemberRole.Site && access.AsItself ? " as itself" : "");

    private static JsonObject SecuritySchemes() => new()
    {
        ["member"] = new JsonObject { ["type"] = "mutualTLS", ["description"] = "A certificate of the consortium's authority; the roster gives the role." },
        ["partner"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT", ["description"] = "A token of the region's issuer with one of the scopes." },
    };

    private static JsonArray Parameters(ApiOperation operation) =>
    [
        .. RouteParameter().Matches(operation.Path).Select(match => Parameter(match.Groups[1].Value, "path")),
        .. operation.Query.Select(name => Parameter(name, "query")),
        .. operation.Headers.Select(name => Parameter(name, "header")),
    ];

    private static JsonObject Parameter(string name, string place) => new JsonObject
    {
        ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Content(JsonTypeInfo? json, string? media)
    {
        var content = new JsonObject();
        if (json is not null)
        {
            content["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{json.Type.Name}" } };
        }

        if (media is not null)
        {
            content[media] = new JsonObject();
        }

        return content;
    }

    private static JsonObject ProblemResponse() => new()
    {
        ["description"] = "Refused: " + string.Join(", ", ProblemStatus.All.Select(code => $"{code.Key} ({code.Value})")) + ".",
        ["content"] = new JsonObject
        {
            [Problem.MediaType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } },
        },
    };

    private static IEnumerable<JsonTypeInfo> Types() => SiloApi.Operations
        .SelectMany(operation => new[] { operation.Request, operation.Response })
        .OfType<JsonTypeInfo>().Append(ApiJson.Default.Problem)
        .DistinctBy(type => type.Type).OrderBy(type => type.Type.Name, StringComparer.Ordinal);

    private static JsonNode Schema(JsonTypeInfo type)
    {
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => IsText(context.TypeInfo.Type) ? new JsonObject { ["type"] = "string" } : node,
        });
        Rebase(schema, type.Type.Name);
        return schema;
    }

    /// <summary>Identifiers are text with a rule of their own.</summary>
    private static bool IsText(Type type) => type.GetInterfaces().Any(face => face.Name.StartsWith("IStringId", StringComparison.Ordinal));

    /// <summary>The exporter's references start at its own root.</summary>
    private static void Rebase(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject { } fields:
                if (fields["$ref"] is JsonValue reference && ((string)reference!).StartsWith('#'))
                {
                    fields["$ref"] = $"#/components/schemas/{name}{((string)reference!)[1..]}";
                }

                fields.ToList().ForEach(field => Rebase(field.Value, name));
                break;
            case JsonArray items:
                items.ToList().ForEach(item => Rebase(item, name));
                break;
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();
}
