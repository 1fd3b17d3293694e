using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Settings;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads <c>site.yaml</c>; docs/regions.md describes it.</summary>
internal static class SiteSettingsFile
{
    private const int MaximumCount = 1_000_000;

    /// <summary>Below this a piece of an upload could not arrive before its request is given up.</summary>
    private const int LeastKilobytesPerSecond = 64;

    /// <exception cref="Errors.RefusedException">The file or the model's configuration has faults.</exception>
    public static SiteSettings Read(string path)
    {
        var (settings, model) = SettingsFile.Read(path, Read);
        return settings with { Model = DemoModel.Load(model) };
    }

    private static (SiteSettings Settings, ModelChoice Model) Read(SettingsSection root)
    {
        var (site, run) = (Id<SiteId>(root, "site"), Id<RunId>(root, "run"));
        var consortium = Id<ConsortiumId>(root, "consortium");
        var dataset = SiteLaw.Dataset(root, site, run);
        var state = root.Path("state");
        var credentials = TlsSettings.Site(root, state);
        var settings = new SiteSettings
        {
            Run = run,
            Silos = root.List("silos", "an address such as http://127.0.0.1:8080", SiloAddress.TryParse),
            Credentials = credentials,
            Data = dataset.Path,
            Model = Training.Models.ModelConfig.Nano,
            Threads = root.Number("threads", 1, 1, 1024),
            BytesPerSecond = root.Has("maximumKilobytesPerSecond")
                ? 1000L * root.Number("maximumKilobytesPerSecond", LeastKilobytesPerSecond, LeastKilobytesPerSecond, MaximumCount)
                : null,
            Site = new SiteOptions
            {
                Site = site,
                Consortium = consortium,
                StateFolder = state,
                PinnedRoster = Roster(root, credentials, consortium),
                EvaluationBytes = root.Number("evaluationBytes", 8192, 1024, int.MaxValue),
                Dataset = dataset.Declaration,
                Policy = SiteLaw.Policy(root) with { Budget = dataset.Budget, AllowedRuns = dataset.Runs },
            },
        };
        if (settings.Silos.Any(silo => silo.Scheme == Uri.UriSchemeHttps != settings.Credentials is not null))
        {
            root.Fault("silos at https addresses need tls, and tls needs https addresses");
        }

        return (settings, Model(root));
    }

    private static IReadOnlyDictionary<SiteId, IdentityKey> Roster(
        SettingsSection root, RegionCredentials? credentials, ConsortiumId consortium)
    {
        if (credentials is null && root.OptionalText("roster") is not null)
        {
            root.Fault("roster needs tls: its certificates are checked against tls.authority");
        }

        return credentials is null
            ? new Dictionary<SiteId, IdentityKey>()
            : root.Load("roster", path => RosterFile.Read(path, credentials.Authority, consortium), isRequired: false)
                ?? new Dictionary<SiteId, IdentityKey>();
    }

    /// <summary>A built-in model or a file.</summary>
    public static ModelChoice Model(SettingsSection root) => root.Text("model", ModelChoice.Micro.Name) switch
    {
        "nano" => ModelChoice.Nano,
        "micro" => ModelChoice.Micro,
        _ => ModelChoice.FromFile(root.Path("model")),
    };

    /// <summary>Reads a name by the rule of all names.</summary>
    public static T Id<T>(SettingsSection root, string name)
        where T : struct, IStringId<T> => root.Parse<T>(
            name, null, "a name of 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit", TryParse<T>);

    /// <summary>The text if it is a name by the rule of all names; null otherwise.</summary>
    public static string? Name<T>(string text)
        where T : struct, IStringId<T> => TryParse<T>(text)?.Value;

    private static T? TryParse<T>(string text)
        where T : struct, IStringId<T>
    {
        try
        {
            return T.Parse(text);
        }
        catch (InvalidIdException)
        {
            return null;
        }
    }
}
