using System.Net;
using System.Runtime.InteropServices;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Sdk.Models;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Remote;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Embedded;
using Tapestry.Silo.Hosting;
using Tapestry.Silo.Http;
using Tapestry.Testing;
using Tapestry.Training.Models;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>The demo's run with its sites behind HTTP: only the transport differs (design rule 6).</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class RemoteRunTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sites_behind_http_make_the_same_shared_base_as_embedded_ones()
    {
        var settings = new DemoSettings
        {
            Languages = [], DataFolder = run.Data, Sites = TestRun.Sites, OutFolder = folder.File("out"),
            Model = ModelChoice.Nano, Rounds = TestRun.Rounds, LocalSteps = 2, PrivateSteps = 2,
        };
        var plan = DemoPlan.Of(settings, ModelConfig.Nano);
        var texts = DemoTexts.Load(settings, plan.SequenceLength, default);
        await using var region = await EmbeddedRegion.OpenAsync(
            new EmbeddedRegionOptions { Folder = folder.File("region") }, TimeProvider.System, default);
        await using var server = await ServeAsync(region);
        using var connection = new RegionConnection(
            new RegionConnectionOptions { Silos = [server.Address], PieceBytes = 100_000 }, TimeProvider.System);
        await ConsortiumSetup.StartAsync(
            region, settings, plan, ModelConfig.Nano, texts, new Dictionary<SiteId, IdentityKey>(), privacy: null, default);

        var ended = await RunAsync(region, new RemoteGateway(connection), settings, plan, texts);

        Assert.Equal((RunPhase.Completed, TestRun.Rounds), (ended.Phase, ended.CertifiedRounds));
        Assert.Equal(run.Report.SharedBaseSha256, await BaseDigestAsync(new RemoteGateway(connection), ended.Base));
    }

    private async Task<SiloServer> ServeAsync(EmbeddedRegion region) => await SiloServer.StartAsync(
        new RegionAccess
        {
            Grains = region.Grains, Events = region.Events, Blobs = region.Blobs, Gateway = region.Gateway, Clock = region.Clock,
            Staging = await FolderBlobStore.OpenAsync(
                new FolderBlobStoreOptions { Folder = folder.File("staging") }, region.Clock, default),
        },
        new SiloServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) }, log: null, default);

    private static async Task<RunView> RunAsync(
        EmbeddedRegion region, ISiteGateway gateway, DemoSettings settings, DemoPlan plan, IReadOnlyList<SiteText> texts)
    {
        using var compute = new ComputePool(ModelConfig.Nano, plan.ComputeSlots);
        using var stop = new CancellationTokenSource();
        var pump = region.RunAsync(stop.Token);
        using var claimed = await DemoFolder.ClaimAsync(settings, default);
        var members = new ConsortiumMembers(settings, claimed);
        await Task.WhenAll(texts.Select(async text =>
        {
            using var agent = new SiteAgent(
                members.OptionsOf(text.Name, plan), gateway, text, compute, new StepDisplay(plan.SharedSteps, new QuietProgress()),
                region.Composition, TimeProvider.System);
            await agent.RunAsync(DemoNames.Run, default);
        }));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
        return await region.Grains.GetGrain<IRunGrain>(DemoNames.Run.Value).GetAsync();
    }

    private static async Task<string> BaseDigestAsync(RemoteGateway gateway, BaseManifest manifest)
    {
        var parameters = await new BaseDownload(new Blobs(gateway)).GetAsync(manifest, default);
        return Sha256Digest.Of(MemoryMarshal.AsBytes(parameters.Span)).Value;
    }

    private sealed class Blobs(RemoteGateway gateway) : IBlobSource
    {
        public Task<ReadOnlyMemory<byte>> FetchAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
            gateway.FetchBlobAsync(new BlobQuery { Site = new SiteId("reader"), Blob = blob }, cancellationToken);
    }
}
