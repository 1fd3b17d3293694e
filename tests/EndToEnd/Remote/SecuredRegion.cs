using System.Text;
using Tapestry.Client.Sdk.Http;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>A region of processes behind mutual TLS, made with the commands that docs/regions.md tells.</summary>
internal sealed class SecuredRegion : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StartedProcesses started = new();
    private readonly List<HttpClient> clients = [];
    private readonly int port = LocalPorts.Free();
    private TapestryProcess? silo;

    /// <summary>The silo's address.</summary>
    public Uri Address { get; private set; } = null!;

    private TestConsortium Consortium => new(folder.Path);

    /// <summary>Makes the consortium, starts one silo, and admits the sites.</summary>
    public async Task StartAsync(IReadOnlyList<string> sites)
    {
        await Consortium.CreateAsync("one");
        await StartSiloAsync();
        await Consortium.InitializeAsync(sites);
        await Consortium.AdmitAsync(sites, Address);
    }

    /// <summary>Runs a command on the consortium's folder.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) => Consortium.RunAsync(arguments);

    /// <summary>Options with which a command speaks as a site.</summary>
    public string[] CallerOf(string site) =>
        ["--authority", Path.Combine(Consortium.Folder, "ca.pem"), "--certificate", CertificateOf(site), "--key", Consortium.Key(site)];

    public string Request(string site) => Consortium.Request(site);

    public string CertificateOf(string site) => Consortium.Certificate(site);

    public string PathOf(string name) => folder.File(name);

    /// <summary>A site's own folder.</summary>
    public string StateOf(string site) => Path.Combine(folder.File(site), "state");

    /// <summary>SIGKILL of the silo; returns when another listens at its address.</summary>
    public async Task KillSiloAsync()
    {
        await silo!.KillAsync();
        await StartSiloAsync();
    }

    /// <summary>What sites pin.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> Roster() => Consortium.Roster();

    /// <summary>Who the first operator is.</summary>
    public RegionCredentials OperatorCredentials() => Consortium.OperatorCredentials();

    /// <summary>A client with the first operator's certificate.</summary>
    public HttpClient Operator() => Keep(Consortium.Operator(Address));

    /// <summary>A client with a site's certificate.</summary>
    public HttpClient Site(string site) => Keep(Consortium.Site(site, Address));

    /// <summary>A member's process.</summary>
    public TapestryProcess StartSite(string site, string data) =>
        started.Track(TapestryProcess.Start("site", "run", "--config", WriteSite(site, data)));

    /// <summary>Writes a member's settings; its law asks for secure aggregation if there is one.</summary>
    public string WriteSite(string site, string data)
    {
        var path = Path.Combine(folder.File(site), "site.yaml");
        File.WriteAllText(path, SiteYaml.Of(site, [Address.ToString()], "state", data, Consortium.SiteYaml(site)), Encoding.UTF8);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await started.DisposeAsync();
        folder.Dispose();
    }

    private async Task StartSiloAsync()
    {
        var config = folder.File("silo.yaml");
        await File.WriteAllTextAsync(
            config,
            $"""
            name: one
            listen: 127.0.0.1:{port}
            {Consortium.SiloYaml("one")}
            database:
              sqlite: region.db
            folder: region
            """);
        silo = started.Track(TapestryProcess.Start("silo", "run", "--config", config));
        Address = (await silo.ReadUntilListeningAsync()).Address;
    }

    private HttpClient Keep(HttpClient client)
    {
        clients.Add(client);
        return client;
    }
}
