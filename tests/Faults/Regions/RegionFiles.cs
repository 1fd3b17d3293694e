using System.Globalization;
using System.Text;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>The settings files of a region's processes, and their folders.</summary>
/// <param name="folder">Of the settings and the sites' states.</param>
/// <param name="consortium">Whose silos and sites they are.</param>
/// <param name="data">The sites' data.</param>
/// <param name="shared">The folder in which the silos' shared one is.</param>
internal sealed class RegionFiles(TemporaryFolder folder, TestConsortium consortium, string data, string shared)
{
    /// <summary>Container of blobs in the object store.</summary>
    public const string ObjectContainer = "region";

    public string Data => data;

    /// <summary>Connection string of the object store of blobs; null when they are in the silos' folder.</summary>
    public string? Objects { get; init; }

    /// <summary>What the silos share beside the database.</summary>
    public string RegionFolder => Path.Combine(shared, "region");

    /// <summary>Leases of 3 s, the shortest that settings allow.</summary>
    public string WriteSilo(string name, int port, int databasePort) => Write($"{name}.yaml",
        $"""
        name: {name}
        listen: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}
        {consortium.SiloYaml(name)}
        database:
          postgres: Host=127.0.0.1;Port={databasePort.ToString(CultureInfo.InvariantCulture)};Username=tapestry;Database=postgres
        folder: {RegionFolder}
        {(Objects is null ? "" : $"azure: {{container: {ObjectContainer}, accessFile: {Write("blobs.access", Objects)}}}")}
        jobLeaseSeconds: 3
        """);

    /// <summary>Also gives the site its key.</summary>
    public string WriteSite(string site, IEnumerable<int> ports)
    {
        var state = Directory.CreateDirectory(Path.Combine(folder.Path, "sites", site)).FullName;
        File.Copy(consortium.Key(site), Path.Combine(state, Path.GetFileName(consortium.Key(site))));
        var silos = ports.Select(port => $"https://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        return Write($"{site}.yaml", SiteYaml.Of(site, silos, state, data, consortium.SiteYaml(site)));
    }

    private string Write(string name, string yaml)
    {
        var path = folder.File(name);
        File.WriteAllText(path, yaml, Encoding.UTF8);
        return path;
    }
}
