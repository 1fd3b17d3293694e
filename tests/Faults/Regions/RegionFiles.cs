using System.Globalization;
using System.Text;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>The settings files of a region's processes, and their folders.</summary>
internal sealed class RegionFiles(TemporaryFolder folder, string data)
{
    public string Data => data;

    /// <summary>What the silos share beside the database.</summary>
    public string RegionFolder => folder.File("region");

    /// <summary>Leases of 3 s, the shortest that settings allow.</summary>
    public string WriteSilo(string name, int port, int databasePort) => Write($"{name}.yaml",
        $"""
        name: {name}
        listen: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}
        database:
          postgres: Host=127.0.0.1;Port={databasePort.ToString(CultureInfo.InvariantCulture)};Username=tapestry;Database=postgres
        folder: region
        jobLeaseSeconds: 3
        """);

    public string WriteSite(string site, IEnumerable<int> ports) => Write($"{site}.yaml",
        $"""
        site: {site}
        consortium: demo
        run: shared-base
        silos: [{string.Join(", ", ports.Select(port => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"))}]
        state: sites/{site}
        data: {Path.Combine(data, site)}
        model: nano
        evaluationBytes: 2048
        policy:
          publishesMetrics: true
        """);

    /// <summary>Every site's public identity key; each private half is in its site's folder.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> Roster() => TestRun.Sites.ToDictionary(site => new SiteId(site), site =>
    {
        var state = Directory.CreateDirectory(Path.Combine(folder.Path, "sites", site));
        using var identity = IdentityFile.LoadOrCreate(Path.Combine(state.FullName, SiteOptions.IdentityFileName));
        return IdentityFile.PublicKeyOf(identity);
    });

    private string Write(string name, string yaml)
    {
        var path = folder.File(name);
        File.WriteAllText(path, yaml, Encoding.UTF8);
        return path;
    }
}
