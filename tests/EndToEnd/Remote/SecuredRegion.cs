using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tapestry.Client.Cli.Regions;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>A region of processes behind mutual TLS, made with the commands that docs/regions.md tells.</summary>
internal sealed class SecuredRegion : IAsyncDisposable
{
    private const string Listening = "listening on ";
    private readonly TemporaryFolder folder = new();
    private readonly List<TapestryProcess> started = [];
    private readonly List<HttpClient> clients = [];

    /// <summary>The silo's address.</summary>
    public Uri Address { get; private set; } = null!;

    private string Consortium => folder.File("consortium");

    /// <summary>Makes the consortium, starts one silo, and admits the sites.</summary>
    public async Task StartAsync(IReadOnlyList<string> sites)
    {
        (await TapestryProcess.RunAsync("consortium", "init", "demo", "--out", Consortium)).AssertSucceeded();
        var charter = Path.Combine(Consortium, "charter.json");
        var text = await File.ReadAllTextAsync(charter);
        Assert.Contains("\"weightCap\": 1,", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(charter, text.Replace("\"weightCap\": 1,", "\"weightCap\": 0.5,", StringComparison.Ordinal));
        (await RunAsync("consortium", "silo", "one", "--host", "127.0.0.1")).AssertSucceeded();
        await StartSiloAsync();
        foreach (var site in sites)
        {
            (await TapestryProcess.RunAsync("site", "init", site, "--consortium", "demo", "--out", folder.File(site))).AssertSucceeded();
        }

        (await RunAsync(
            [
                "consortium", "admit", .. sites.Select(Request), "--member", .. sites, "--role", "site", "--region", Address.ToString(),
            ])).AssertSucceeded();
    }

    /// <summary>Runs a command on the consortium's folder.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) => TapestryProcess.RunAsync([.. arguments, "--consortium", Consortium]);

    /// <summary>Options with which a command speaks as a site.</summary>
    public string[] CallerOf(string site) =>
    [
        "--authority", Path.Combine(Consortium, "ca.pem"), "--certificate", Path.Combine(Consortium, "members", $"{site}.pem"),
        "--key", Path.Combine(folder.File(site), "state", "identity.pem"),
    ];

    public string Request(string site) => Path.Combine(folder.File(site), $"{site}.csr");

    public string PathOf(string name) => folder.File(name);

    /// <summary>What sites pin.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> Roster()
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Consortium, "ca.pem"));
        return RosterFile.Read(Path.Combine(Consortium, "roster.pem"), authority, new ConsortiumId("demo"));
    }

    /// <summary>A client with the first operator's certificate.</summary>
    public HttpClient Operator() => Client("operators/operator.pem", Path.Combine(Consortium, "operators", "operator.key"));

    /// <summary>A client with a site's certificate.</summary>
    public HttpClient Site(string site) => Client($"members/{site}.pem", Path.Combine(folder.File(site), "state", "identity.pem"));

    /// <summary>A member's process; its law asks for secure aggregation if there is one.</summary>
    public TapestryProcess StartSite(string site, string data)
    {
        var path = Path.Combine(folder.File(site), "site.yaml");
        File.WriteAllText(
            path,
            $"""
            site: {site}
            consortium: demo
            run: shared-base
            silos: [{Address}]
            tls:
              certificate: {Consortium}/members/{site}.pem
              authority: {Consortium}/ca.pem
            roster: {Consortium}/roster.pem
            state: state
            data: {Path.Combine(data, site)}
            model: nano
            evaluationBytes: 2048
            policy:
              publishesMetrics: true
            """,
            Encoding.UTF8);
        return Track(TapestryProcess.Start("site", "run", "--config", path));
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        foreach (var process in started)
        {
            if (!process.HasExited)
            {
                await process.KillAsync();
            }

            process.Dispose();
        }

        folder.Dispose();
    }

    private async Task StartSiloAsync()
    {
        var config = folder.File("silo.yaml");
        await File.WriteAllTextAsync(
            config,
            """
            name: one
            listen: 127.0.0.1:0
            consortium: demo
            tls:
              certificate: consortium/silos/one.pem
              key: consortium/silos/one.key
              authority: consortium/ca.pem
            database:
              sqlite: region.db
            folder: region
            """);
        var lines = await Track(TapestryProcess.Start("silo", "run", "--config", config)).ReadUntilContainsAsync(Listening);
        Address = new Uri(lines[^1][(lines[^1].IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
    }

    private HttpClient Client(string certificate, string key)
    {
        var client = MutualTls.Client(
            Address, X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Consortium, "ca.pem")),
            X509Certificate2.CreateFromPemFile(Path.Combine(Consortium, certificate), key));
        clients.Add(client);
        return client;
    }

    private TapestryProcess Track(TapestryProcess process)
    {
        started.Add(process);
        return process;
    }
}
