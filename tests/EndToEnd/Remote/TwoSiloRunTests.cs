using System.Net;
using System.Text;
using Tapestry.Client.Cli.Demo;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>Two silo processes on one PostgreSQL database, a site process for each member.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class TwoSiloRunTests(FinishedRun run) : IAsyncLifetime, IAsyncDisposable
{
    private const string Azure =
        """
        azure:
          container: region
          accessFile: blobs.access
        """;

    private readonly TemporaryFolder folder = new();
    private readonly StartedProcesses started = new();

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await started.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_silo_killed_in_mid_run_changes_nothing_in_the_shared_base()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        var (first, firstAddress) = await StartSiloAsync("one", server);
        var (second, secondAddress) = await StartSiloAsync("two", server);
        using var http = new HttpClient { BaseAddress = secondAddress };
        var region = new RegionOverHttp(http);
        await region.StartAsync(Settings(), folder.File("pattern"));
        TapestryProcess Start(string site) => StartSite(site, firstAddress, secondAddress);
        var sites = TestRun.Sites.Skip(1).Select(Start).ToList();

        // The round waits for the member that comes later, so the silo dies in it, however fast the machine is.
        await region.WaitForEventAsync("site-ready");
        await first.KillAsync();
        Assert.Equal(RunPhase.Running, (await region.RunAsync()).Phase);

        sites.Add(Start(TestRun.Sites[0]));
        await AssertSameBaseAsync(region, sites);
        second.Terminate();
        (await second.WaitForExitAsync()).AssertSucceeded();
    }

    [Fact]
    public async Task An_object_store_killed_in_mid_round_changes_nothing_in_the_shared_base()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        await using var objects = await AzuriteServer.StartAsync();
        Write("blobs.access", objects.ConnectionString);
        var (_, firstAddress) = await StartSiloAsync("one", server, Azure);
        var (_, secondAddress) = await StartSiloAsync("two", server, Azure);
        using var http = new HttpClient { BaseAddress = secondAddress };
        var region = new RegionOverHttp(http);
        await region.StartAsync(Settings(), folder.File("pattern"));
        TapestryProcess Start(string site) => StartSite(site, firstAddress, secondAddress);
        var sites = TestRun.Sites.Skip(1).Select(Start).ToList();

        // The round waits for the member that comes later, which finds no base to begin from.
        await region.WaitForEventAsync("site-ready");
        await objects.KillAsync();
        sites.Add(Start(TestRun.Sites[0]));
        await AssertAwayAsync(http, ApiPaths.BlobOf((await region.RunAsync()).Base.Shards[0].Parameters));
        await objects.StartAgainAsync();

        // With contributions under way, and with merges.
        foreach (var (moment, round) in new[] { ("cohort-fixed", 2), ("contributions-closed", 3) })
        {
            await region.WaitForEventAsync(moment, round);
            await objects.KillAsync();
            await objects.StartAgainAsync();
        }

        await AssertSameBaseAsync(region, sites);
        Assert.False(Directory.Exists(folder.File("region/blobs")));
    }

    private static async Task AssertAwayAsync(HttpClient http, string blob)
    {
        using var answer = await http.GetAsync(blob);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("blob.store-outage", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task AssertSameBaseAsync(RegionOverHttp region, List<TapestryProcess> sites)
    {
        foreach (var site in sites)
        {
            (await site.WaitForExitAsync()).AssertSucceeded();
        }

        var ended = await region.RunAsync();
        Assert.Equal((RunPhase.Completed, TestRun.Rounds), (ended.Phase, ended.CertifiedRounds));
        Assert.Equal(run.Report.SharedBaseSha256, await region.BaseDigestAsync());
    }

    private DemoSettings Settings() => new()
    {
        Languages = [], DataFolder = run.Data, Sites = TestRun.Sites, OutFolder = folder.File("out"),
        Model = ModelChoice.Nano, Rounds = TestRun.Rounds, LocalSteps = 2, PrivateSteps = 2,
    };

    private async Task<(TapestryProcess Silo, Uri Address)> StartSiloAsync(string name, PostgresServer server, string blobs = "")
    {
        var config = Write($"{name}.yaml",
            $"""
            name: {name}
            listen: 127.0.0.1:0
            database:
              postgres: {server.ConnectionString}
            folder: region
            jobLeaseSeconds: 3
            {blobs}
            """);
        var silo = started.Track(TapestryProcess.Start("silo", "run", "--config", config));
        return (silo, (await silo.ReadUntilListeningAsync()).Address);
    }

    private TapestryProcess StartSite(string site, Uri first, Uri second) => started.Track(TapestryProcess.Start(
        "site", "run", "--config", Write($"{site}.yaml", SiteYaml.Of(site, [first.ToString(), second.ToString()], $"sites/{site}", run.Data))));

    private string Write(string name, string yaml)
    {
        var path = folder.File(name);
        File.WriteAllText(path, yaml, Encoding.UTF8);
        return path;
    }
}
