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
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;
using Tapestry.Training.Models;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>
/// Two silo processes on one PostgreSQL server and a process for each site, every connection between them through a
/// proxy of its own, and whatever befalls them.
/// </summary>
internal sealed class FaultRegion : IAsyncDisposable
{
    public const int Silos = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder folder = new();
    private readonly RegionFiles files;
    private readonly PostgresServer server;
    private readonly TcpProxy[] databases;
    private readonly TcpProxy[] clients;
    private readonly int[] ports = [LocalPorts.Free(), LocalPorts.Free()];
    private readonly Supervised[] silos;
    private readonly IProgram[] sites;
    private readonly bool isSecure;
    private readonly ComputePool? compute;

    private FaultRegion(PostgresServer server, string data, bool isSecure)
    {
        (this.server, this.isSecure) = (server, isSecure);
        files = new RegionFiles(folder, data);
        databases = [.. ports.Select(_ => new TcpProxy(new UnixDomainSocketEndPoint(server.SocketPath)))];
        clients = [.. ports.Select(port => new TcpProxy(new IPEndPoint(IPAddress.Loopback, port)))];
        silos = [.. ports.Select((port, index) => Silo($"silo{index + 1}", port, databases[index].Port))];
        compute = isSecure ? new ComputePool(ModelConfig.Nano, slotCount: 2) : null;
        sites = isSecure ? [.. Agents(files.Roster())] : [.. TestRun.Sites.Select(Site)];
    }

    /// <summary>Completes when every site has ended as it should, fails when any program ended as it should not.</summary>
    public Task End => EndAsync();

    /// <summary>Starts silos, run and sites.</summary>
    public static async Task<FaultRegion> StartAsync(ReferenceRun reference, bool isSecure)
    {
        var region = new FaultRegion(await PostgresServer.StartAsync(isDurable: false), reference.Data, isSecure);
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

    /// <summary>The region as a client of that silo sees it, past the proxies.</summary>
    public HttpClient Client(int silo) => new() { BaseAddress = new Uri($"http://127.0.0.1:{ports[silo]}") };

    /// <summary>Lets it happen, and ends when it is over; a killed program may then still be starting.</summary>
    public async Task SufferAsync(Fault fault)
    {
        var over = Task.Delay(fault.Lasts, TimeProvider.System);
        switch (fault.Kind)
        {
            case FaultKind.KillSilo:
                silos[fault.Target].Kill(over);
                break;
            case FaultKind.KillSite:
                sites[fault.Target].Kill(over);
                break;
            case FaultKind.KillDatabase:
                await server.KillAsync();
                await over;
                await server.StartAgainAsync();
                break;
            case FaultKind.FreezeSilo:
                await FreezeAsync(silos[fault.Target], over);
                break;
            case FaultKind.FreezeSite:
                await FreezeAsync(sites[fault.Target], over);
                break;
            case FaultKind.PartitionDatabase:
                await PartitionAsync(databases[fault.Target], over);
                break;
            case FaultKind.CutDatabase:
                await CutAsync(databases[fault.Target], over);
                break;
            case FaultKind.PartitionSilo:
                await PartitionAsync(clients[fault.Target], over);
                break;
            case FaultKind.CutSilo:
                await CutAsync(clients[fault.Target], over);
                break;
        }

        await over;
    }

    /// <summary>Stops the silos as a service manager does, then reads what they left, as another silo would.</summary>
    public async Task<RegionRecord> EndAndReadAsync()
    {
        foreach (var silo in silos)
        {
            await WaitUntilListeningAsync(silo);
            await silo.StopAsync();
        }

        return await RegionRecord.ReadAsync(server.ConnectionString, files.RegionFolder);
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
        folder.Dispose();
    }

    private static async Task FreezeAsync(IProgram program, Task over)
    {
        program.Signal("STOP");
        await over;
        program.Signal("CONT");
    }

    private static async Task PartitionAsync(TcpProxy proxy, Task over)
    {
        proxy.Partition();
        await over;
        proxy.Heal();
    }

    private static async Task CutAsync(TcpProxy proxy, Task over)
    {
        proxy.Cut();
        await over;
        proxy.Heal();
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

    private async Task StartRunAsync()
    {
        foreach (var silo in silos)
        {
            _ = silo.End;
            await WaitUntilListeningAsync(silo);
        }

        using var http = Client(0);
        await new RegionOverHttp(http).StartAsync(Settings(), folder.File("pattern"), isSecure ? files.Roster() : null, isAdmitted: false);
        foreach (var site in sites)
        {
            _ = site.End;
        }
    }

    private DemoSettings Settings() => new()
    {
        Languages = [], DataFolder = files.Data, Sites = TestRun.Sites, OutFolder = folder.File("out"), Model = ModelChoice.Nano,
        Rounds = ReferenceRun.Rounds, LocalSteps = 2, PrivateSteps = 2, Secure = isSecure ? new SecureSettings() : null,
    };

    private IEnumerable<AgentSite> Agents(IReadOnlyDictionary<SiteId, IdentityKey> roster)
    {
        var sequence = DemoPlan.Of(Settings(), ModelConfig.Nano).SequenceLength;
        return DemoTexts.Load(Settings(), sequence, default).Select(text =>
        {
            var settings = SiteSettingsFile.Read(files.WriteSite(text.Name, clients.Select(proxy => proxy.Port)));
            return new AgentSite(settings with { Site = settings.Site with { PinnedRoster = roster } }, text, compute!);
        });
    }

    private Supervised Silo(string name, int port, int databasePort)
    {
        var config = files.WriteSilo(name, port, databasePort);
        return new Supervised(name, () => GuardedProcess.Start("silo", "run", "--config", config), isSilo: true);
    }

    private Supervised Site(string name)
    {
        var config = files.WriteSite(name, clients.Select(proxy => proxy.Port));
        return new Supervised(name, () => GuardedProcess.Start("site", "run", "--config", config), isSilo: false);
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
