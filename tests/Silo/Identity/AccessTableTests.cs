using System.Net;
using System.Text;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Http;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Tests.Http;

namespace Tapestry.Silo.Tests.Identity;

/// <summary>Who may call what: page, description and code say the same, and the region does what they say.</summary>
public sealed class AccessTableTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Identity");
    private static readonly string Page = File.ReadAllText(Path.Combine(Folder, "access.md"));
    private static readonly string[] Messages = File.ReadAllLines(Path.Combine(Folder, "messages.v1.jsonl"));

    [Fact]
    public void Page_description_and_code_say_the_same()
    {
        var code = AccessRow.OfCode().Select(row => row.ToString()).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(code, AccessRow.OfDescription(ApiDescription.Text).Select(row => row.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(code, AccessRow.OfPage(Page).Select(row => row.ToString()).Order(StringComparer.Ordinal));
        Assert.All(ApiScope.All, scope => Assert.Contains($"| `{scope}` |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_may_is_let_in_and_whoever_may_not_is_refused()
    {
        await using var api = await SecuredApi.StartAsync();
        var site = api.Member("a", MemberRole.Site);
        (HttpClient Client, Func<AccessRow, bool> May, string Refusal)[] callers =
        [
            (site, row => row.Site != "no", IdentityException.WrongRole),
            (api.Member("operator", MemberRole.Operator), row => row.Operator == "yes", IdentityException.WrongRole),
            (api.Member("auditor", MemberRole.Auditor), row => row.Auditor == "yes", IdentityException.WrongRole),
            (api.Partner(api.Issuer.Sign("unknown")), _ => false, IdentityException.MissingScope),
            .. ApiScope.All.Select(scope => (api.Partner(api.Issuer.Sign(scope)), May(scope), IdentityException.MissingScope)),
        ];
        var rows = AccessRow.OfPage(Page).ToArray();

        foreach (var row in rows)
        {
            foreach (var (client, may, refusal) in callers)
            {
                Assert.Equal((row, may(row) ? null : refusal), (row, await RefusalAsync(client, row, "a")));
            }
        }

        foreach (var row in rows.Where(row => row.Site == "as itself"))
        {
            Assert.Equal((row, IdentityException.OtherSite), (row, await RefusalAsync(site, row, "b")));
        }
    }

    private static Func<AccessRow, bool> May(string scope) => row => row.Scopes.Split(", ").Contains(scope);

    /// <summary>The identity's refusal, if there is one; what becomes of the request otherwise does not matter here.</summary>
    private static async Task<string?> RefusalAsync(HttpClient client, AccessRow row, string site)
    {
        using var request = Request(row, site);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return null;
        }

        var code = await ApiFixture.ProblemCodeAsync(response);
        return code.StartsWith("identity.", StringComparison.Ordinal) ? code : null;
    }

    private static HttpRequestMessage Request(AccessRow row, string site)
    {
        var path = row.Path.Replace("{site}", row.Site == "as itself" ? site : "nobody", StringComparison.Ordinal)
            .Replace("{digest}", new string('0', 64), StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal)
            .Replace("{run}", "none", StringComparison.Ordinal).Replace("{consortium}", "none", StringComparison.Ordinal)
            .Replace("{dataset}", "none", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(row.Method), path);
        request.Headers.Add("Prefer", "wait=0");
        var type = path.Split('/')[^1];
        var body = path.StartsWith("/v1/messages/", StringComparison.Ordinal)
            ? Messages.Single(line => line.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal))
                .Replace("\"alpha\"", $"\"{site}\"", StringComparison.Ordinal)
            : "{}";
        request.Content = row.Method == "GET" ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }
}
