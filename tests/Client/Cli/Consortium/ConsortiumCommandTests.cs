using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Cli.Consortium.Authority;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Tests.Cli.Consortium;

public sealed class ConsortiumCommandTests : IDisposable
{
    private static readonly ConsortiumId Demo = new("demo");

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> BadRequests => new()
    {
        { "not there", "Could not find file" },
        { "no request", "no signing request that holds" },
        { "damaged", "no signing request that holds" },
        { "P-384", "no signing request that holds" },
        { "other consortium", "it asks consortium 'south' and this is 'demo'" },
        { "other member", "the request is of 'beta'" },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_commands_make_certificates_that_fit_together()
    {
        var command = new CommandLine(new RecordingRunner());
        var consortium = folder.PathOf("consortium");
        Assert.Equal(0, await command.RunAsync("consortium", "init", "demo", "--out", consortium));
        Assert.Equal(0, await command.RunAsync("consortium", "silo", "one", "--host", "127.0.0.1", "silo.example", "--consortium", consortium));

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(consortium, "ca.pem"));
        using var silo = X509Certificate2.CreateFromPemFile(Path.Combine(consortium, "silos", "one.pem"), Path.Combine(consortium, "silos", "one.key"));
        Assert.True(silo.MatchesHostname("silo.example") && silo.MatchesHostname("127.0.0.1") && !silo.MatchesHostname("other.example"));
        using var first = X509Certificate2.CreateFromPemFile(
            Path.Combine(consortium, "operators", "operator.pem"), Path.Combine(consortium, "operators", "operator.key"));
        Assert.Equal(new MemberSubject(Demo, MemberRole.Operator, new SiteId("operator")), MemberSubject.Parse(first.SubjectName));
        foreach (var key in Directory.GetFiles(consortium, "*.key", SearchOption.AllDirectories))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(key) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), key);
        }
    }

    [Fact]
    public async Task A_consortium_is_never_written_over()
    {
        var command = new CommandLine(new RecordingRunner());
        Assert.Equal(0, await command.RunAsync("consortium", "init", "demo", "--out", folder.PathOf("c")));
        var key = await File.ReadAllBytesAsync(folder.PathOf("c/ca.key"));

        Assert.Equal(ExitCodes.Refused, await command.RunAsync("consortium", "init", "demo", "--out", folder.PathOf("c")));

        Assert.Equal(key, await File.ReadAllBytesAsync(folder.PathOf("c/ca.key")));
    }

    [Fact]
    public async Task A_site_keeps_its_key_and_asks_again()
    {
        var command = new CommandLine(new RecordingRunner());
        Assert.Equal(0, await command.RunAsync("site", "init", "alpha", "--consortium", "demo", "--out", folder.PathOf("alpha")));
        var first = SigningRequest.Read(folder.PathOf("alpha/alpha.csr"));
        Assert.Equal(0, await command.RunAsync("site", "init", "alpha", "--consortium", "demo", "--out", folder.PathOf("alpha")));

        var again = SigningRequest.Read(folder.PathOf("alpha/alpha.csr"));
        Assert.Equal((Demo, new SiteId("alpha"), first.Key), (again.Consortium, again.Name, again.Key));
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(folder.PathOf("alpha/alpha.csr")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_request_that_does_not_hold_is_refused_before_anything_is_done(string which, string told)
    {
        var command = new CommandLine(new RecordingRunner());
        await command.RunAsync("consortium", "init", "demo", "--out", folder.PathOf("c"));
        await command.RunAsync("site", "init", "beta", "--consortium", which == "other consortium" ? "south" : "demo", "--out", folder.PathOf("beta"));
        var path = folder.PathOf("beta/beta.csr");
        Spoil(path, which);

        var code = await command.RunAsync(
            "consortium", "admit", path, "--member", which == "other member" ? "alpha" : "beta", "--role", "site",
            "--region", "https://127.0.0.1:1", "--consortium", folder.PathOf("c"));

        Assert.Equal(ExitCodes.Refused, code);
        Assert.Contains(told, command.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.PathOf("c/members")));
    }

    [Fact]
    public void A_pinned_roster_holds_sites_of_the_authority_alone()
    {
        using var authority = CertificateAuthority.Create(Demo, TimeProvider.System);
        using var stranger = CertificateAuthority.Create(Demo, TimeProvider.System);
        var alpha = Issue(authority, "alpha", MemberRole.Site);

        Assert.Equal([new SiteId("alpha")], Read(authority, alpha, alpha).Keys);
        Assert.Throws<InvalidDataException>(() => Read(authority, alpha, Issue(stranger, "beta", MemberRole.Site)));
        Assert.Throws<InvalidDataException>(() => Read(authority, alpha, Issue(authority, "alpha", MemberRole.Site)));
        Assert.Throws<InvalidDataException>(() => Read(authority, Issue(authority, "who", MemberRole.Operator)));
        Assert.Throws<InvalidDataException>(() => Read(authority));
    }

    [Fact]
    public void The_charters_form_is_pinned_and_a_later_one_is_refused()
    {
        const string golden =
            """
            {
              "version": 1,
              "consortium": "demo",
              "operator": "operator",
              "policy": {
                "version": 1,
                "weights": "tokens",
                "weightFloor": 0,
                "weightCap": 1,
                "quorum": 2,
                "maximumHeldOutRegression": null
              }
            }
            """;
        using var authority = CertificateAuthority.Create(Demo, TimeProvider.System);
        var charter = new Charter(1, Demo, new SiteId("operator"), new CharterPolicy { Quorum = 2 });
        ConsortiumFolder.Create(folder.PathOf("c"), charter, authority);

        Assert.Equal(golden, File.ReadAllText(folder.PathOf("c/charter.json")));
        File.WriteAllText(folder.PathOf("c/charter.json"), golden.Replace("1,", "2,", StringComparison.Ordinal));
        Assert.Contains("version 2", Assert.Throws<RefusedException>(() => ConsortiumFolder.Open(folder.PathOf("c"))).Message, StringComparison.Ordinal);
    }

    private IReadOnlyDictionary<SiteId, IdentityKey> Read(CertificateAuthority authority, params string[] certificates)
    {
        File.WriteAllText(folder.PathOf("roster.pem"), string.Join('\n', certificates));
        return RosterFile.Read(folder.PathOf("roster.pem"), authority.Certificate, Demo);
    }

    private static string Issue(CertificateAuthority authority, string name, MemberRole role)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = authority.IssueMember(new MemberSubject(Demo, role, new SiteId(name)), new PublicKey(key), TimeSpan.FromDays(1));
        return issued.ExportCertificatePem();
    }

    private static void Spoil(string path, string which)
    {
        switch (which)
        {
            case "not there":
                File.Delete(path);
                break;
            case "no request":
                File.WriteAllText(path, "hello");
                break;
            case "damaged":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    var der = new CertificateRequest("O=demo, CN=beta", key, HashAlgorithmName.SHA256).CreateSigningRequest();
                    der[30] ^= 1;
                    File.WriteAllText(path, PemEncoding.WriteString("CERTIFICATE REQUEST", der));
                }

                break;
            case "P-384":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP384))
                {
                    File.WriteAllText(path, new CertificateRequest("O=demo, CN=beta", key, HashAlgorithmName.SHA256).CreateSigningRequestPem());
                }

                break;
        }
    }
}
