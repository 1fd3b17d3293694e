using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Testing;
using Tapestry.Training.Models;

namespace Tapestry.EndToEnd.Tests.Crashes.Steps;

/// <summary>
/// A secure run over mutual TLS with a silo and two members as processes, to be killed, and a third member that the test
/// holds in a step of each round.
/// </summary>
internal sealed class StepKillScene : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly SecuredRegion region;
    private readonly string data;
    private readonly Dictionary<string, TapestryProcess> sites = [];
    private readonly CancellationTokenSource stop = new();
    private readonly RegionOverHttp http;
    private readonly TapestryClient watcher;
    private Task held = Task.CompletedTask;

    private StepKillScene(SecuredRegion region, string data, StepGate gate)
    {
        (this.region, this.data, Gate) = (region, data, gate);
        http = new RegionOverHttp(region.Operator());
        watcher = new TapestryClient(new RegionConnectionOptions { Silos = [region.Address], Credentials = region.OperatorCredentials() });
    }

    /// <summary>Where the third member is held.</summary>
    public StepGate Gate { get; }

    /// <summary>Starts a run of so many rounds as the gate has steps, and the members.</summary>
    public static async Task<StepKillScene> StartAsync(SecuredRegion region, string data, IReadOnlyList<SecureStep> holds)
    {
        var settings = new DemoSettings
        {
            Languages = [], DataFolder = data, Sites = TestRun.Sites, OutFolder = region.PathOf("out"), Model = ModelChoice.Nano,
            Rounds = holds.Count, LocalSteps = 2, PrivateSteps = 2, Secure = new SecureSettings(),
        };
        var scene = new StepKillScene(region, data, new StepGate(holds));
        await scene.http.StartAsync(settings, region.PathOf("pattern"), region.Roster());
        scene.StartSites(settings);
        return scene;
    }

    /// <summary>SIGKILL of a member's process; another begins at once.</summary>
    /// <param name="site">The member.</param>
    /// <param name="whileDown">What befalls its folder meanwhile.</param>
    public async Task KillSiteAsync(string site, Action<string>? whileDown = null)
    {
        await sites[site].KillAsync();
        whileDown?.Invoke(region.StateOf(site));
        sites[site] = region.StartSite(site, data);
    }

    /// <summary>SIGKILL of the silo; another begins at once.</summary>
    public Task KillSiloAsync() => region.KillSiloAsync();

    /// <summary>Completes when the open step of the round has the member's answer.</summary>
    public async Task AnswerAsync(string site, int round)
    {
        using var limit = Patience.Begin();
        var step = Gate.StepOf(round);
        while (true)
        {
            var handshake = (await watcher.GetRoundAsync(new RoundId(DemoNames.Run, round), limit.Token)).Secure!;
            Assert.Equal(step, handshake.Step);
            if (handshake.Answers.Any(answer => answer.Site.Value == site))
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Completes when the round's stream has the event.</summary>
    public async Task EventAsync(int round, string name, SecureStep? step)
    {
        using var limit = Patience.Begin();
        await foreach (var seen in watcher.WatchEventsAsync($"round/{new RoundId(DemoNames.Run, round)}", 0, limit.Token))
        {
            if (seen.Name == name && (step is null || seen.Payload.GetProperty("step").GetString() == step.ToString()))
            {
                return;
            }
        }
    }

    /// <summary>Waits for the end of all members; SHA-256 of the Shared Base.</summary>
    public async Task<string> EndAsync()
    {
        foreach (var site in sites.Values)
        {
            (await site.WaitForExitAsync()).AssertSucceeded();
        }

        await held.InTimeAsync();
        var run = await http.RunAsync();
        Assert.Equal((RunPhase.Completed, run.LatestRound), (run.Phase, run.CertifiedRounds));
        return await http.BaseDigestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await held.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).InTimeAsync();
        await watcher.DisposeAsync();
        stop.Dispose();
    }

    private void StartSites(DemoSettings settings)
    {
        foreach (var site in TestRun.Sites.Take(2))
        {
            sites[site] = region.StartSite(site, data);
        }

        var third = SiteSettingsFile.Read(region.WriteSite(TestRun.Sites[2], data));
        var text = DemoTexts.Load(settings, DemoPlan.Of(settings, ModelConfig.Nano).SequenceLength, default)
            .Single(text => text.Name == TestRun.Sites[2]);
        held = Task.Run(() => new HeldSite(third, text, Gate).RunAsync(stop.Token));
    }
}
