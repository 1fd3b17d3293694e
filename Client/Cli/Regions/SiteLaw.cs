using Tapestry.Client.Cli.Settings;
using Tapestry.Client.Site.Policy;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads the member's law from <c>site.yaml</c>: its datasets, its policy and its hours.</summary>
internal static class SiteLaw
{
    private const int MaximumCount = 1_000_000;

    /// <summary>The dataset that a run gets: the only one, or the only one that may serve it.</summary>
    public static SiteDataset Dataset(SettingsSection root, SiteId site, RunId run)
    {
        var sections = root.Sections("datasets");
        if (sections.Count == 0)
        {
            return Dataset(root.Section("dataset"), site.Value, root.Path("data"));
        }

        var datasets = sections.Select(section => Dataset(section, null, section.Path("path"))).ToArray();
        var serving = datasets.Length == 1 ? datasets : [.. datasets.Where(dataset => dataset.Serves(run))];
        if (serving.Length != 1)
        {
            var names = string.Join(", ", (serving.Length == 0 ? datasets : serving).Select(dataset => dataset.Declaration.Name));
            root.Fault(serving.Length == 0
                ? $"no dataset of {names} may serve run '{run}': name it in the runs of one"
                : $"{names} may all serve run '{run}', and a site takes part with one: narrow their runs");
        }

        return serving.FirstOrDefault() ?? datasets[0];
    }

    public static SitePolicy Policy(SettingsSection root)
    {
        var usual = new SitePolicy();
        var section = root.Section("policy");
        var floor = section.OptionalReal("minimumNoiseMultiplier", "from 0", value => value is >= 0 and <= MaximumCount);
        var policy = usual with
        {
            MaximumCategory = section.Choice("maximumCategory", usual.MaximumCategory),
            MinimumQuorum = section.Number("minimumQuorum", usual.MinimumQuorum, 2, MaximumCount),
            MaximumLocalSteps = section.Number("maximumLocalSteps", usual.MaximumLocalSteps, 1, MaximumCount),
            PublishesMetrics = section.Flag("publishesMetrics"),
            RequiresSecureAggregation = section.Flag("requiresSecureAggregation"),
            RequiresNoise = floor is not null,
            MinimumNoiseMultiplier = floor ?? 0,
            Hours = root.OptionalSection("hours") is { } hours ? Hours(hours) : null,
        };
        section.RejectUnknown();
        return policy;
    }

    private static SiteDataset Dataset(SettingsSection section, string? usualName, string path)
    {
        var dataset = new SiteDataset
        {
            Declaration = new DatasetDeclaration
            {
                Name = section.Text("name", usualName),
                Category = section.Choice("category", DataCategory.Sovereign),
                Jurisdiction = section.Text("jurisdiction", ""),
                Consent = section.OptionalText("consent"),
            },
            Path = path,
            Runs = section.Has("runs") ? [.. section.List("runs", "a run's name", SiteSettingsFile.Name<RunId>).Select(name => new RunId(name))] : null,
            Budget = section.OptionalSection("budget") is { } budget ? Budget(budget) : null,
        };
        if (dataset.Declaration is { Category: DataCategory.Controlled, Consent: null or "" })
        {
            section.Fault($"dataset '{dataset.Declaration.Name}' is controlled: name its consent");
        }

        section.RejectUnknown();
        return dataset;
    }

    private static PrivacyBudget Budget(SettingsSection section)
    {
        var epsilon = section.OptionalReal("epsilon", "above 0", value => value > 0 && double.IsFinite(value));
        var delta = section.OptionalReal("delta", "above 0 and below 1", value => value is > 0 and < 1);
        if (!section.Has("epsilon") || !section.Has("delta"))
        {
            section.Fault("a budget takes epsilon and delta");
        }

        section.RejectUnknown();
        return new PrivacyBudget(epsilon ?? 1, delta ?? 0.5);
    }

    private static TrainingHours Hours(SettingsSection section)
    {
        const string time = "a time of day such as 20:00";
        var (start, end) = (section.Parse<TimeOnly>("from", null, time, Time), section.Parse<TimeOnly>("to", null, time, Time));
        var name = section.Text("zone", TimeZoneInfo.Utc.Id);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            section.Fault($"zone '{name}' is not known on this machine: write it like Europe/Berlin, and install tzdata");
        }

        if (start == end && section.Has("from") && section.Has("to"))
        {
            section.Fault("from and to are the same time: leave hours out to train always");
        }

        section.RejectUnknown();
        return new TrainingHours(start, end, zone ?? TimeZoneInfo.Utc);
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(
        text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time) ? time : null;
}
