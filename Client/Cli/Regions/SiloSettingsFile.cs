using System.Net;
using Tapestry.Client.Cli.Settings;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Hosting;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads <c>silo.yaml</c>; docs/regions.md describes it.</summary>
internal static class SiloSettingsFile
{
    private const int MaximumSeconds = 3600;

    public static SiloSettings Read(string path) => SettingsFile.Read(path, Read);

    private static SiloSettings Read(SettingsSection root)
    {
        var listen = root.Parse<Address>("listen", null, "an address and a port, such as 127.0.0.1:8080", Address.Parse);
        var identity = TlsSettings.Silo(root);
        if (!root.Flag("trustNetwork") && identity is null && listen.Value is { } open && !IPAddress.IsLoopback(open.Address))
        {
            root.Fault($"listen '{open}' can be reached from other machines and requests are not authenticated: set tls, listen on 127.0.0.1, or set trustNetwork: true on a private network");
        }

        var database = root.Section("database");
        var (postgres, sqlite) = (database.OptionalText("postgres"), database.OptionalPath("sqlite"));
        if (postgres is null == sqlite is null)
        {
            database.Fault("database takes either postgres or sqlite");
        }

        database.RejectUnknown();
        var name = SiteSettingsFile.Id<SiteId>(root, "name").Value;
        return new SiloSettings
        {
            Name = name,
            Identity = identity,
            Telemetry = TelemetrySection.Read(root, name),
            Listen = listen.Value ?? new IPEndPoint(IPAddress.Loopback, 0),
            Postgres = postgres,
            Sqlite = sqlite,
            Folder = root.Path("folder"),
            Azure = AzureSettings.Read(root),
            JobSlots = root.Number("jobSlots", 2, 1, 256),
            JobLease = TimeSpan.FromSeconds(root.Number("jobLeaseSeconds", 30, 3, MaximumSeconds)),
            DrainTime = TimeSpan.FromSeconds(root.Number("drainSeconds", 20, 0, MaximumSeconds)),
        };
    }

    private readonly record struct Address(IPEndPoint? Value)
    {
        public static Address? Parse(string text) =>
            text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var parsed) ? new Address(parsed) : null;
    }
}
