using System.Text.Json.Nodes;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Tests.Identity;

/// <summary>A row of the table of who may call what, however it is written down.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Template.</param>
/// <param name="Site">yes, no, or "as itself".</param>
/// <param name="Operator">yes or no.</param>
/// <param name="Auditor">yes or no.</param>
/// <param name="Scopes">Scopes of partner apps, or no.</param>
internal sealed record AccessRow(string Method, string Path, string Site, string Operator, string Auditor, string Scopes)
{
    private const string AsItself = "as itself";

    /// <summary>The rows of the documentation's table.</summary>
    public static IEnumerable<AccessRow> OfPage(string page) =>
        from line in page.Split('\n')
        where line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("| `/v1/", StringComparison.Ordinal)
        let cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries)
        select new AccessRow(cells[0], cells[1].Trim('`'), cells[2], cells[3], cells[4], cells[5].Replace("`", "", StringComparison.Ordinal));

    /// <summary>The rows of the OpenAPI description.</summary>
    public static IEnumerable<AccessRow> OfDescription(string description) =>
        from path in JsonNode.Parse(description)!["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        let security = method.Value!["security"]!.AsArray()
        let roles = security[0]!["member"]!.AsArray().Select(role => (string)role!).ToArray()
        select new AccessRow(
            method.Key.ToUpperInvariant(), path.Key,
            roles.Contains("site") ? "yes" : roles.Contains("site " + AsItself) ? AsItself : "no",
            YesNo(roles.Contains("operator")), YesNo(roles.Contains("auditor")),
            ListOf(security.Skip(1).Select(partner => (string)partner!["partner"]![0]!)));

    /// <summary>A row for each operation of the code.</summary>
    public static IEnumerable<AccessRow> OfCode() => SiloApi.Operations.Select(operation => new AccessRow(
        operation.Method, operation.Path,
        !operation.Access.Roles.Contains(MemberRole.Site) ? "no" : operation.Access.AsItself ? AsItself : "yes",
        YesNo(operation.Access.Roles.Contains(MemberRole.Operator)), YesNo(operation.Access.Roles.Contains(MemberRole.Auditor)),
        ListOf(operation.Access.Scopes)));

    public override string ToString() =>
        $"| {Method} | `{Path}` | {Site} | {Operator} | {Auditor} | {(Scopes == "no" ? Scopes : $"`{Scopes.Replace(", ", "`, `", StringComparison.Ordinal)}`")} |";

    private static string YesNo(bool may) => may ? "yes" : "no";

    private static string ListOf(IEnumerable<string> scopes) => string.Join(", ", scopes) is { Length: > 0 } list ? list : "no";
}
