using System.Net;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Silo.Hosting;

namespace Tapestry.Client.Tests.Cli.Regions;

public sealed class SettingsFileTests : IDisposable
{
    private const string Silo =
        """
        name: one
        listen: 127.0.0.1:8080
        database:
          sqlite: region.db
        folder: shared
        """;

    private const string Site =
        """
        site: alpha
        consortium: demo
        run: shared-base
        silos: [http://127.0.0.1:8080, http://silo.example:8443]
        state: state
        data: text
        model: nano
        dataset:
          category: unique-open
        policy:
          minimumQuorum: 3
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> SiloFaults => new()
    {
        { "name: one\n", "", "line 1, column 1: name is missing" },
        { "127.0.0.1:8080", "nowhere", "line 2, column 9: listen 'nowhere' is not an address and a port" },
        { "127.0.0.1:8080", "0.0.0.0:8080", "requests are not authenticated" },
        { "127.0.0.1:8080", "[1, 2]", "line 2, column 9: listen is not a single value" },
        { "  sqlite: region.db", "  sqlite: a\n  postgres: b", "line 4, column 3: database takes either postgres or sqlite" },
        { "  sqlite: region.db", "  sqlight: a", "'sqlight' is not known here; known are postgres, sqlite" },
        { "folder: shared", "folder: shared\njobSlots: many", "line 6, column 11: jobSlots 'many' is not a whole number from 1 to 256" },
        { "folder: shared", "folder: shared\ntrustNetwork: perhaps", "trustNetwork 'perhaps' is not true or false" },
        { "folder: shared", "folder: shared\ntelemetry: {}", "line 6, column 12: endpoint is missing" },
        { "folder: shared", "folder: shared\ntelemetry: on", "telemetry is not a mapping of names to values" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: collector}", "endpoint 'collector' is not an http or https address" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: 'http://c:1', protocol: udp}", "protocol 'udp' is not http/protobuf or grpc" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: 'http://c:1', intervalSeconds: 0}", "intervalSeconds '0' is not a whole number from 1 to 3600" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: 'http://c:1', traceShare: 2}", "traceShare '2' is not a number from 0 to 1" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: 'http://c:1', headers: gone.txt}", "gone.txt' cannot be used" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: 'http://c:1', authority: gone.pem}", "gone.pem' cannot be used" },
        { "folder: shared", "folder: shared\ntelemetry: {endpoint: 'http://c:1', token: secret}", "'token' is not known here" },
        { "folder: shared", "folder: ]", "line 5, column 9: that is not YAML" },
        { Silo, "- 1", "the file is not a mapping" },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_silo_is_read_with_its_paths_counted_from_the_file()
    {
        var settings = SiloSettingsFile.Read(Write(Silo));

        Assert.Equal(
            new SiloSettings
            {
                Name = "one", Listen = new IPEndPoint(IPAddress.Loopback, 8080), Sqlite = folder.PathOf("region.db"), Folder = folder.PathOf("shared"),
                Limits = settings.Limits,
            },
            settings);
    }

    [Fact]
    public void A_site_is_read()
    {
        var settings = SiteSettingsFile.Read(Write(Site));

        Assert.Equal((new SiteId("alpha"), new RunId("shared-base")), (settings.Site.Site, settings.Run));
        Assert.Equal(["127.0.0.1", "silo.example"], settings.Silos.Select(silo => silo.Host));
        Assert.Equal((folder.PathOf("text"), folder.PathOf("state")), (settings.Data, settings.Site.StateFolder));
        Assert.Equal((DataCategory.UniqueOpen, 3), (settings.Site.Dataset.Category, settings.Site.Policy.MinimumQuorum));
        Assert.Equal("alpha", settings.Site.Dataset.Name);
    }

    [Theory]
    [MemberData(nameof(SiloFaults))]
    public void A_fault_is_told_with_its_place(string right, string wrong, string told)
    {
        var refused = Assert.Throws<RefusedException>(
            () => SiloSettingsFile.Read(Write(Silo.Replace(right, wrong, StringComparison.Ordinal))));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file()
    {
        var wrong = Site.Replace("site: alpha", "site: '-'", StringComparison.Ordinal)
            .Replace("http://silo.example:8443", "silo", StringComparison.Ordinal)
            .Replace("unique-open", "mine", StringComparison.Ordinal).Replace("minimumQuorum: 3", "quorum: 3", StringComparison.Ordinal);

        var refused = Assert.Throws<RefusedException>(() => SiteSettingsFile.Read(Write(wrong)));

        string[] places = ["has 4 faults", "line 1, column 7", "line 4, column 32: 'silo'", "line 9, column 13: category 'mine'", "line 11, column 3: 'quorum'"];
        var found = places.Select(place => refused.Message.IndexOf(place, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, found);
        Assert.Equal(found.Order(), found);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains(
        folder.PathOf("none.yaml"), Assert.Throws<RefusedException>(() => SiloSettingsFile.Read(folder.PathOf("none.yaml"))).Message,
        StringComparison.Ordinal);

    private string Write(string yaml)
    {
        var path = folder.PathOf("settings.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
