using System.Text;
using Tapestry.Client.Cli.Demo;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Telemetry;

/// <summary>One silo process on SQLite and a site process for each member; plain HTTP.</summary>
/// <param name="data">The members' texts.</param>
internal sealed class TelemetryRegion(string data) : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StartedProcesses started = new();
    private IReadOnlyList<string> firstLines = [];

    /// <summary>The silo.</summary>
    public TapestryProcess Silo { get; private set; } = null!;

    /// <summary>A client of the silo.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Starts the silo.</summary>
    /// <param name="telemetry">The section of silo.yaml; empty for none.</param>
    /// <param name="environment">Shell commands before it.</param>
    public async Task StartAsync(string telemetry, string environment = "")
    {
        var config = Write("silo.yaml", $"name: one\nlisten: 127.0.0.1:0\ndatabase:\n  sqlite: region.db\nfolder: region\n{telemetry}");
        Silo = started.Track(TapestryProcess.StartUnder($"{environment}\nexec \"$@\"", "silo", "run", "--config", config));
        (Http.BaseAddress, firstLines) = await Silo.ReadUntilListeningAsync();
    }

    /// <summary>Runs the demo's run to its end and returns the SHA-256 of the Shared Base.</summary>
    public async Task<string> CompleteAsync()
    {
        var region = new RegionOverHttp(Http);
        await region.StartAsync(
            new DemoSettings
            {
                Languages = [], DataFolder = data, Sites = TestRun.Sites, OutFolder = folder.File("out"),
                Model = ModelChoice.Nano, Rounds = TestRun.Rounds, LocalSteps = 2, PrivateSteps = 2,
            },
            folder.File("pattern"));
        foreach (var site in TestRun.Sites.Select(StartSite).ToArray())
        {
            (await site.WaitForExitAsync()).AssertSucceeded();
        }

        var ended = await region.RunAsync();
        Assert.Equal((RunPhase.Completed, TestRun.Rounds), (ended.Phase, ended.CertifiedRounds));
        return await region.BaseDigestAsync();
    }

    /// <summary>Stops the silo as a service manager does, and returns what it logged.</summary>
    public async Task<string> StopAsync()
    {
        Silo.Terminate();
        var ended = await Silo.WaitForExitAsync();
        ended.AssertSucceeded();
        return $"{string.Join('\n', firstLines)}\n{ended.Output}";
    }

    public async ValueTask DisposeAsync()
    {
        await started.DisposeAsync();
        Http.Dispose();
        folder.Dispose();
    }

    private TapestryProcess StartSite(string site) => started.Track(TapestryProcess.Start("site", "run", "--config", Write(
        $"{site}.yaml", SiteYaml.Of(site, [Http.BaseAddress!.ToString()], $"sites/{site}", data))));

    private string Write(string name, string yaml)
    {
        var path = folder.File(name);
        File.WriteAllText(path, yaml, Encoding.UTF8);
        return path;
    }
}
