using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;

namespace Tapestry.Client.Tests.Cli.Regions;

/// <summary>Certificates, tokens and rosters in settings files.</summary>
public sealed class TlsSettingsTests : IAsyncLifetime, IDisposable
{
    private const string Silo =
        """
        name: one
        listen: 0.0.0.0:8443
        consortium: demo
        tls:
          certificate: c/silos/one.pem
          key: c/silos/one.key
          authority: c/ca.pem
        database:
          sqlite: region.db
        folder: shared
        """;

    private const string Site =
        """
        site: alpha
        consortium: demo
        run: shared-base
        silos: [https://127.0.0.1:8443]
        tls:
          certificate: c/operators/operator.pem
          authority: c/ca.pem
        state: state
        data: text
        model: nano
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> SiloFaults => new()
    {
        { "silos/one.pem", "silos/two.pem", "line 5, column 16: certificate" },
        { "silos/one.pem", "operators/operator.pem", "line 5, column 16: certificate" },
        { "silos/one.pem\n  key: c/silos/one.key", "operators/operator.pem\n  key: c/operators/operator.key", "is not a silo's certificate of the authority" },
        { "c/ca.pem", "c/charter.json", "line 7, column 14: authority" },
        { "consortium: demo", "consortium: ''", "line 3, column 13: consortium '' is not a name" },
        { "  key: c/silos/one.key\n", "", "key is missing" },
        { "folder: shared", "folder: shared\npartners:\n  issuer: http://x\n  audience: a", "issuer 'http://x' is not an https address" },
        { "folder: shared", "folder: shared\npartners:\n  issuer: https://x\n  audience: a\n  keys: c/charter.json", "it is no JSON Web Key Set" },
    };

    public void Dispose() => folder.Dispose();

    public async Task InitializeAsync()
    {
        var command = new CommandLine(new RecordingRunner());
        Assert.Equal(0, await command.RunAsync("consortium", "init", "demo", "--out", folder.PathOf("c")));
        Assert.Equal(0, await command.RunAsync("consortium", "silo", "one", "--host", "127.0.0.1", "--consortium", folder.PathOf("c")));
        Directory.CreateDirectory(folder.PathOf("state"));
        File.Copy(folder.PathOf("c/operators/operator.key"), folder.PathOf("state/identity.pem"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void A_silo_with_a_certificate_may_listen_to_other_machines()
    {
        var settings = SiloSettingsFile.Read(Write(Silo));

        Assert.Equal("demo", settings.Identity!.Consortium.Value);
        Assert.True(settings.Identity.Certificate.HasPrivateKey && settings.Identity.Partners is null);
    }

    [Theory]
    [MemberData(nameof(SiloFaults))]
    public void A_silos_fault_is_told_with_its_place(string right, string wrong, string told) => Assert.Contains(
        told, Assert.Throws<RefusedException>(() => SiloSettingsFile.Read(Write(Silo.Replace(right, wrong, StringComparison.Ordinal)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_site_shows_the_certificate_of_its_key() =>
        Assert.True(SiteSettingsFile.Read(Write(Site)).Credentials!.Certificate!.HasPrivateKey);

    [Theory]
    [InlineData("c/operators/operator.pem", "c/silos/one.pem", "line 6, column 16: certificate")]
    [InlineData("https://127", "http://127", "silos at https addresses need tls, and tls needs https addresses")]
    [InlineData("model: nano", "model: nano\nroster: c/roster.pem", "line 11, column 9: roster")]
    [InlineData("model: nano", "model: nano\nroster: c/operators/operator.pem", "is not a site of consortium 'demo'")]
    public void A_sites_fault_is_told_with_its_place(string right, string wrong, string told) => Assert.Contains(
        told, Assert.Throws<RefusedException>(() => SiteSettingsFile.Read(Write(Site.Replace(right, wrong, StringComparison.Ordinal)))).Message,
        StringComparison.Ordinal);

    private string Write(string yaml)
    {
        var path = folder.PathOf("settings.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
