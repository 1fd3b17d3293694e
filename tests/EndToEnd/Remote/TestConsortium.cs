using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Sdk.Http;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>A consortium's authority, its silos' certificates and its members' keys, made with the commands that docs/regions.md tells.</summary>
/// <param name="root">The folder in which it has <c>consortium</c> and a folder for each member.</param>
internal sealed class TestConsortium(string root)
{
    /// <summary>The folder with authority, roster and certificates.</summary>
    public string Folder { get; } = Path.Combine(root, "consortium");

    /// <summary>Makes the authority and a certificate for each silo, all on the loopback address.</summary>
    public async Task CreateAsync(params string[] silos)
    {
        (await TapestryProcess.RunAsync("consortium", "init", "demo", "--out", Folder)).AssertSucceeded();
        var charter = Path.Combine(Folder, "charter.json");
        var text = await File.ReadAllTextAsync(charter);
        Assert.Contains("\"weightCap\": 1,", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(charter, text.Replace("\"weightCap\": 1,", "\"weightCap\": 0.5,", StringComparison.Ordinal));
        (await RunAsync(["consortium", "silo", .. silos, "--host", "127.0.0.1"])).AssertSucceeded();
    }

    /// <summary>Makes each site's key and request.</summary>
    public Task InitializeAsync(IEnumerable<string> sites) => Task.WhenAll(sites.Select(async site =>
        (await TapestryProcess.RunAsync("site", "init", site, "--consortium", "demo", "--out", Path.Combine(root, site))).AssertSucceeded()));

    /// <summary>Admits the sites to a region; again it renews their certificates.</summary>
    public async Task AdmitAsync(IReadOnlyList<string> sites, Uri silo) => (await RunAsync(
        ["consortium", "admit", .. sites.Select(Request), "--member", .. sites, "--role", "site", "--region", silo.ToString()])).AssertSucceeded();

    /// <summary>Runs a command on the consortium's folder.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) => TapestryProcess.RunAsync([.. arguments, "--consortium", Folder]);

    public string Request(string site) => Path.Combine(root, site, $"{site}.csr");

    /// <summary>A member's private key.</summary>
    public string Key(string site) => Path.Combine(root, site, "state", "identity.pem");

    public string Certificate(string site) => Path.Combine(Folder, "members", $"{site}.pem");

    /// <summary>The lines of silo.yaml that say who the silo is.</summary>
    public string SiloYaml(string silo) =>
        $"""
        consortium: demo
        tls:
          certificate: {Folder}/silos/{silo}.pem
          key: {Folder}/silos/{silo}.key
          authority: {Folder}/ca.pem
        """;

    /// <summary>The lines of site.yaml that say who the site is and with whom it takes part in secure rounds.</summary>
    public string SiteYaml(string site) =>
        $"""
        tls:
          certificate: {Certificate(site)}
          authority: {Folder}/ca.pem
        roster: {Folder}/roster.pem
        """;

    /// <summary>What sites pin.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> Roster()
    {
        using var authority = Authority();
        return RosterFile.Read(Path.Combine(Folder, "roster.pem"), authority, new ConsortiumId("demo"));
    }

    /// <summary>Who the first operator is.</summary>
    public RegionCredentials OperatorCredentials() => RegionCredentials.OfMember(
        Path.Combine(Folder, "operators", "operator.pem"), Path.Combine(Folder, "operators", "operator.key"), Path.Combine(Folder, "ca.pem"));

    /// <summary>A client with the first operator's certificate.</summary>
    public HttpClient Operator(Uri silo) =>
        Client(silo, Path.Combine(Folder, "operators", "operator.pem"), Path.Combine(Folder, "operators", "operator.key"));

    /// <summary>A client with a site's certificate.</summary>
    public HttpClient Site(string site, Uri silo) => Client(silo, Certificate(site), Key(site));

    private HttpClient Client(Uri silo, string certificate, string key) =>
        MutualTls.Client(silo, Authority(), X509Certificate2.CreateFromPemFile(certificate, key));

    private X509Certificate2 Authority() => X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Folder, "ca.pem"));
}
