using System.Net;
using Tapestry.Silo.Tests.Blobs.Azure;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Hosting;

public sealed class ReadinessTests
{
    [Fact]
    public async Task A_silo_whose_object_store_is_away_lives_and_is_not_ready()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var transport = new HttpTransport { IsBypassed = true, Blobs = await AzureAccess.OpenAsync(azurite.ConnectionString, "ready") };
        await using var region = await RegionFixture.StartAsync(transport: transport);
        using var http = new HttpClient { BaseAddress = transport.Server.Address };
        Assert.Equal("ready\n", await http.GetStringAsync("/readyz"));

        await azurite.KillAsync();

        using var answer = await http.GetAsync("/readyz");
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "the blob store does not answer\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("ok\n", await http.GetStringAsync("/healthz"));

        await azurite.StartAgainAsync();
        Assert.Equal("ready\n", await http.GetStringAsync("/readyz"));
    }
}
