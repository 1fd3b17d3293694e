using System.Net;
using System.Net.Sockets;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Site.Compute;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Records;
using Tapestry.Testing;
using Tapestry.Training.Models;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>
/// Two silo processes on one PostgreSQL server and a process for each site, behind mutual TLS, every connection between
/// them through a proxy of its own, and whatever befalls them.
/// </summary>
internal sealed class FaultRegion : IAsyncDisposable
{
    private const int FolderMegabytes = 128;
    private const int DatabaseMegabytes = 128;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder folder = new();
    private readonly RegionFiles files;
    private readonly PostgresServer server;
    private readonly SmallDisk? disk;
    private readonly AzuriteServer? objects;
    private readonly TestConsortium consortium;
    private readonly TcpProxy[] databases;
    private readonly TcpProxy[] clients;
    private readonly int[] ports = [LocalPorts.Free(), LocalPorts.Free()];
    private readonly Supervised[] silos;
    private readonly RegionShape shape;
    private IProgram[] sites = [];
    private ComputePool? compute;

    private FaultRegion(
        PostgresServer server, SmallDisk? disk, AzuriteServer? objects, TestConsortium consortium, string data, RegionShape shape)
    {
        (this.server, this.disk, this.objects, this.consortium, this.shape) = (server, disk, objects, consortium, shape);
        files = new RegionFiles(folder, consortium, data, disk?.Path ?? folder.Path) { Objects = objects?.ConnectionString };
        databases = [.. ports.Select(_ => new TcpProxy(new UnixDomainSocketEndPoint(server.SocketPath)))];
        clients = [.. ports.Select(port => new TcpProxy(new IPEndPoint(IPAddress.Loopback, port)))];
        silos = [.. ports.Select((_, index) => Silo(index))];
    }

    /// <summary>Completes when every site has ended as it should, fails when any program ended as it should not.</summary>
    public Task End => EndAsync();

    /// <summary>The ends of the silos' outputs, each silo's for itself.</summary>
    public IEnumerable<string> SiloOutputs => silos.Select(silo => silo.Output);

    /// <summary>The database.</summary>
    public PostgresServer Database => server;

    /// <summary>The small disk of the silos' folder.</summary>
    public SmallDisk Disk => disk ?? throw new InvalidOperationException("This region has no small disks.");

    /// <summary>The folder that the silos share.</summary>
    public string Folder => files.RegionFolder;

    /// <summary>Starts silos, run and sites.</summary>
    public static async Task<FaultRegion> StartAsync(ReferenceRun reference, RegionShape shape)
    {
        var consortium = await reference.ConsortiumAsync();
        var disk = shape.HasSmallDisks ? await SmallDisk.StartAsync(FolderMegabytes) : null;
        var server = await PostgresServer.StartAsync(isDurable: false, shape.HasSmallDisks ? DatabaseMegabytes : null);
        var objects = shape.HasObjectStore ? await AzuriteServer.StartAsync() : null;
        var region = new FaultRegion(server, disk, objects, consortium, reference.Data, shape);
        try
        {
            await region.StartRunAsync();
            return region;
        }
        catch
        {
            await region.DisposeAsync();
            throw;
        }
    }

    /// <summary>That silo as the consortium's operator sees it, past the proxies.</summary>
    public HttpClient Operator(int silo) => consortium.Operator(Address(silo));

    /// <summary>Lets it happen, and ends when it is over; a killed program may then still be starting.</summary>
    public Task SufferAsync(Fault fault) => new Misfortune(server, silos, databases, clients, sites, disk, objects).BefallAsync(fault);

    /// <summary>Waits until every site's process has ended once and said that text last.</summary>
    public async Task SitesEndedAsync(string saying)
    {
        while (!sites.OfType<Supervised>().All(site => site.LastWords.Contains(saying, StringComparison.Ordinal)))
        {
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Stops the silos as a service manager does, then reads what they left, as another silo would.</summary>
    public async Task<RegionRecord> EndAndReadAsync()
    {
        foreach (var silo in silos)
        {
            await WaitUntilListeningAsync(silo);
            await silo.StopAsync();
        }

        return await RegionRecord.ReadAsync(server.ConnectionString, files.RegionFolder, files.Objects);
    }

    /// <summary>The ends of all outputs, for a failed test's message.</summary>
    public string Outputs() => string.Join("\n----\n", silos.Concat<IProgram>(sites).Select(program => program.Output));

    public async ValueTask DisposeAsync()
    {
        foreach (var program in sites.Concat<IProgram>(silos))
        {
            await program.DisposeAsync();
        }

        foreach (var proxy in databases.Concat(clients))
        {
            await proxy.DisposeAsync();
        }

        compute?.Dispose();
        await server.DisposeAsync();
        if (objects is not null)
        {
            await objects.DisposeAsync();
        }

        if (disk is not null)
        {
            await disk.DisposeAsync();
        }

        folder.Dispose();
    }

    private static async Task WaitUntilListeningAsync(Supervised silo)
    {
        using var limit = new CancellationTokenSource(LongestStart);
        while (!silo.IsListening)
        {
            if (silo.End.IsCompleted)
            {
                await silo.End;
            }

            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    private Uri Address(int silo) => new($"https://127.0.0.1:{ports[silo]}");

    private async Task StartRunAsync()
    {
        foreach (var silo in silos)
        {
            _ = silo.End;
            await WaitUntilListeningAsync(silo);
        }

        await consortium.AdmitAsync(TestRun.Sites, Address(silo: 0));
        using var http = Operator(silo: 0);
        await new RegionOverHttp(http).StartAsync(Settings(), folder.File("pattern"), consortium.Roster());
        await (shape.BeforeSites?.Invoke(this) ?? Task.CompletedTask);
        sites = shape.Through is { } through ? [.. Agents(through)] : [.. TestRun.Sites.Select(Site)];
        foreach (var site in sites)
        {
            _ = site.End;
        }
    }

    private DemoSettings Settings() => new()
    {
        Languages = [], DataFolder = files.Data, Sites = TestRun.Sites, OutFolder = folder.File("out"), Model = ModelChoice.Nano,
        Rounds = ReferenceRun.Rounds, LocalSteps = 2, PrivateSteps = 2, Secure = shape.IsSecure ? new SecureSettings() : null,
    };

    private Supervised Silo(int index)
    {
        var name = ReferenceRun.Silos[index];
        var config = files.WriteSilo(name, ports[index], databases[index].Port);
        var environment = shape.Environment?.Invoke(index);
        return new Supervised(name, () => GuardedProcess.Start(environment, "silo", "run", "--config", config), isSilo: true);
    }

    private Supervised Site(string name)
    {
        var config = files.WriteSite(name, clients.Select(proxy => proxy.Port));
        return new Supervised(name, () => GuardedProcess.Start("site", "run", "--config", config), isSilo: false, shape.SitesMayEndWith);
    }

    private IEnumerable<AgentSite> Agents(Func<HttpMessageHandler, HttpMessageHandler> through)
    {
        compute = new ComputePool(ModelConfig.Nano, slotCount: 2);
        return DemoTexts.Load(Settings(), DemoPlan.Of(Settings(), ModelConfig.Nano).SequenceLength, default).Select(text => new AgentSite(
            SiteSettingsFile.Read(files.WriteSite(text.Name, clients.Select(proxy => proxy.Port))), text, compute, through));
    }

    private async Task EndAsync()
    {
        var all = Task.WhenAll(sites.Select(site => site.End));
        var first = await Task.WhenAny([all, .. sites.Concat<IProgram>(silos).Select(program => FailureOf(program.End))]);
        await first;
    }

    /// <summary>Completes, with the failure, only when the task fails.</summary>
    private static async Task FailureOf(Task task)
    {
        await task;
        await new TaskCompletionSource().Task;
    }
}
