using System.Net;
using Tapestry.Client.Cli.Demo;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>A silo and sites as processes of their own, over mutual TLS and made by the commands.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class SecuredRegionTests(FinishedRun run)
{
    [Fact]
    public async Task Sites_over_mutual_tls_make_the_demos_shared_base()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(TestRun.Sites);

        Assert.Equal(run.Report.SharedBaseSha256, await CompleteAsync(region, secure: null));
    }

    [Fact]
    public async Task Secure_rounds_of_remote_sites_make_the_secure_demos_shared_base()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(TestRun.Sites);
        var demo = await TestRun.CompleteAsync(run.Data, region.PathOf("demo"), "--secure");

        Assert.Equal(demo.SharedBaseSha256, await CompleteAsync(region, new SecureSettings()));
    }

    [Fact]
    public async Task A_member_that_is_removed_is_refused_at_once_and_may_come_back()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(["alpha", "beta"]);
        var beta = region.Site("beta");
        Assert.True((await beta.GetAsync("/v1/consortia/demo")).IsSuccessStatusCode);

        (await region.RunAsync("consortium", "remove", "beta", "--region", region.Address.ToString())).AssertSucceeded();

        using var refused = await beta.GetAsync("/v1/consortia/demo");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(IdentityException.RemovedMember, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([new SiteId("alpha")], region.Roster().Keys);
        (await region.RunAsync("consortium", "remove", "beta", "--region", region.Address.ToString())).AssertFailed(4, "has no member with site 'beta'");
        (await region.RunAsync("consortium", "admit", region.Request("alpha"), "--member", "beta", "--role", "site", "--region", region.Address.ToString()))
            .AssertFailed(4, "the request is of 'alpha'");
        (await region.RunAsync("consortium", "admit", region.Request("beta"), "--member", "beta", "--role", "site", "--region", region.Address.ToString()))
            .AssertSucceeded();
        Assert.True((await beta.GetAsync("/v1/consortia/demo")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_run_is_started_watched_and_its_model_taken_by_commands()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(TestRun.Sites);
        var (silo, settings) = (region.Address.ToString(), region.PathOf("run.yaml"));
        await File.WriteAllTextAsync(settings, $"""
            run: shared-base
            consortium: demo
            sites: [{string.Join(", ", TestRun.Sites)}]
            model: nano
            rounds: 2
            """);
        (await region.RunAsync("run", "start", settings, "--region", silo)).AssertSucceeded();
        var sites = TestRun.Sites.Select(site => region.StartSite(site, run.Data)).ToArray();

        (await region.RunAsync("run", "watch", "--region", silo)).AssertSucceeded();
        foreach (var site in sites)
        {
            (await site.WaitForExitAsync()).AssertSucceeded();
        }

        (await TapestryProcess.RunAsync(["model", "get", "--to", region.PathOf("model"), "--region", silo, .. region.CallerOf(TestRun.Sites[0])])).AssertSucceeded();
        Assert.True(File.Exists(Path.Combine(region.PathOf("model"), "model.safetensors")));
        (await TapestryProcess.RunAsync(["audit", "--verify", "--region", silo, .. region.CallerOf(TestRun.Sites[0])])).AssertFailed(6, "ask a member with that role");
        (await region.RunAsync("audit", "--verify", "--region", silo)).AssertSucceeded();
    }

    /// <summary>Runs the demo's run on the region and returns the SHA-256 of the Shared Base.</summary>
    private async Task<string> CompleteAsync(SecuredRegion region, SecureSettings? secure)
    {
        var settings = new DemoSettings
        {
            Languages = [], DataFolder = run.Data, Sites = TestRun.Sites, OutFolder = region.PathOf("out"),
            Model = ModelChoice.Nano, Rounds = TestRun.Rounds, LocalSteps = 2, PrivateSteps = 2, Secure = secure,
        };
        var http = new RegionOverHttp(region.Operator());
        await http.StartAsync(settings, region.PathOf("pattern"), region.Roster());
        var sites = TestRun.Sites.Select(site => region.StartSite(site, run.Data)).ToArray();
        foreach (var site in sites)
        {
            (await site.WaitForExitAsync()).AssertSucceeded();
        }

        var ended = await http.RunAsync();
        Assert.Equal((RunPhase.Completed, TestRun.Rounds), (ended.Phase, ended.CertifiedRounds));
        return await http.BaseDigestAsync();
    }
}
