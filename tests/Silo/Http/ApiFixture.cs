using System.Text.Json;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Silo.Http;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Http;

/// <summary>A region behind its API and a plain HTTP client.</summary>
internal sealed class ApiFixture : IAsyncDisposable
{
    private readonly HttpTransport transport;

    private ApiFixture(HttpTransport transport, RegionFixture region)
    {
        this.transport = transport;
        Region = region;
        Http = new HttpClient { BaseAddress = transport.Server.Address };
    }

    public RegionFixture Region { get; }

    public HttpClient Http { get; }

    public Silo.Hosting.SiloServer Server => transport.Server;

    public static async Task<ApiFixture> StartAsync(ApiLimits? limits = null)
    {
        var transport = new HttpTransport { IsBypassed = true, Limits = limits ?? new ApiLimits() };
        return new ApiFixture(transport, await RegionFixture.StartAsync(transport: transport));
    }

    /// <summary>Asserts that an answer is a problem that says all that a problem says, and returns its code.</summary>
    public static async Task<string> ProblemCodeAsync(HttpResponseMessage response)
    {
        Assert.Equal(Problem.MediaType, response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ApiJson.Default.Problem)!;
        Assert.Equal((int)response.StatusCode, problem.Status);
        Assert.Equal($"urn:tapestry:problem:{problem.Code}", problem.Type);
        Assert.NotEmpty(problem.Detail);
        return problem.Code;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Http.PostAsync(
        path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Region.DisposeAsync();
    }
}
