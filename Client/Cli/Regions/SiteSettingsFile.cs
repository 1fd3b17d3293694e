using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Settings;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Policy;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads <c>site.yaml</c>; docs/regions.md describes it.</summary>
internal static class SiteSettingsFile
{
    private const int MaximumCount = 1_000_000;

    /// <exception cref="Errors.RefusedException">The file or the model's configuration has faults.</exception>
    public static SiteSettings Read(string path)
    {
        var (settings, model) = SettingsFile.Read(path, Read);
        return settings with { Model = DemoModel.Load(model) };
    }

    private static (SiteSettings Settings, ModelChoice Model) Read(SettingsSection root)
    {
        var site = Id<SiteId>(root, "site");
        var consortium = Id<ConsortiumId>(root, "consortium");
        var state = root.Path("state");
        var credentials = TlsSettings.Site(root, state);
        var settings = new SiteSettings
        {
            Run = Id<RunId>(root, "run"),
            Silos = root.List("silos", "an address such as http://127.0.0.1:8080", SiloAddress),
            Credentials = credentials,
            Data = root.Path("data"),
            Model = Training.Models.ModelConfig.Nano,
            Threads = root.Number("threads", 1, 1, 1024),
            Site = new SiteOptions
            {
                Site = site,
                Consortium = consortium,
                StateFolder = state,
                PinnedRoster = Roster(root, credentials, consortium),
                EvaluationBytes = root.Number("evaluationBytes", 8192, 1024, int.MaxValue),
                Dataset = Dataset(root.Section("dataset"), site),
                Policy = Policy(root.Section("policy")),
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

    private static DatasetDeclaration Dataset(SettingsSection section, SiteId site)
    {
        var dataset = new DatasetDeclaration
        {
            Name = section.Text("name", site.Value),
            Category = section.Choice("category", DataCategory.Sovereign),
            Jurisdiction = section.Text("jurisdiction", ""),
        };
        section.RejectUnknown();
        return dataset;
    }

    private static SitePolicy Policy(SettingsSection section)
    {
        var usual = new SitePolicy();
        var policy = usual with
        {
            MaximumCategory = section.Choice("maximumCategory", usual.MaximumCategory),
            MinimumQuorum = section.Number("minimumQuorum", usual.MinimumQuorum, 2, MaximumCount),
            MaximumLocalSteps = section.Number("maximumLocalSteps", usual.MaximumLocalSteps, 1, MaximumCount),
            PublishesMetrics = section.Flag("publishesMetrics"),
        };
        section.RejectUnknown();
        return policy;
    }

    private static ModelChoice Model(SettingsSection root) => root.Text("model", ModelChoice.Micro.Name) switch
    {
        "nano" => ModelChoice.Nano,
        "micro" => ModelChoice.Micro,
        _ => ModelChoice.FromFile(root.Path("model")),
    };

    /// <summary>Reads a name by the rule of all names.</summary>
    public static T Id<T>(SettingsSection root, string name)
        where T : struct, IStringId<T> => root.Parse<T>(
            name, null, "a name of 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit", text =>
            {
                try
                {
                    return T.Parse(text);
                }
                catch (InvalidIdException)
                {
                    return null;
                }
            });

    private static Uri? SiloAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? address : null;
}
