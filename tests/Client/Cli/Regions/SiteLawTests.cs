using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Site.Policy;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Tests.Cli.Regions;

public sealed class SiteLawTests : IDisposable
{
    private const string Law =
        """
        site: alpha
        consortium: demo
        run: spring
        silos: [http://127.0.0.1:8080]
        state: state
        model: nano
        maximumKilobytesPerSecond: 500
        datasets:
          - name: letters
            path: letters
            category: open
            runs: [autumn]
          - name: notes
            path: notes
            category: controlled
            jurisdiction: DE
            consent: ethics-17
            runs: [spring, autumn]
            budget: {epsilon: 8, delta: 1e-6}
          - name: drafts
            path: drafts
            category: private
        hours: {from: "20:00", to: "06:00"}
        policy:
          requiresSecureAggregation: true
          minimumNoiseMultiplier: 0.5
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Faults => new()
    {
        { "runs: [spring, autumn]", "runs: [autumn]", "no dataset of letters, notes, drafts may serve run 'spring'" },
        { "    runs: [autumn]\n", "", "letters, notes may all serve run 'spring', and a site takes part with one" },
        { "    consent: ethics-17\n", "", "dataset 'notes' is controlled: name its consent" },
        { "runs: [autumn]", "runs: ['-']", "line 12, column 12: '-' is not a run's name" },
        { "epsilon: 8", "epsilon: -8", "epsilon '-8' is not a number above 0" },
        { "epsilon: 8, ", "", "a budget takes epsilon and delta" },
        { "delta: 1e-6", "delta: 1", "delta '1' is not a number above 0 and below 1" },
        { "from: \"20:00\"", "from: evening", "from 'evening' is not a time of day such as 20:00" },
        { "from: \"20:00\"", "from: \"06:00\"", "from and to are the same time" },
        { "to: \"06:00\"", "to: \"06:00\", zone: Nowhere/Else", "zone 'Nowhere/Else' is not known on this machine" },
        { "500", "63", "maximumKilobytesPerSecond '63' is not a whole number from 64" },
        { "minimumNoiseMultiplier: 0.5", "minimumNoiseMultiplier: little", "minimumNoiseMultiplier 'little' is not a number from 0" },
        { "  - name: letters", "  - letters\n  - name: letters", "datasets is not a list of mappings" },
        { "    path: notes", "    folder: notes", "path is missing" },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_one_dataset_that_may_serve_the_run_is_taken_with_its_law()
    {
        var settings = SiteSettingsFile.Read(Write(Law));

        Assert.Equal(folder.PathOf("notes"), settings.Data);
        Assert.Equal(
            new DatasetDeclaration { Name = "notes", Category = DataCategory.Controlled, Jurisdiction = "DE", Consent = "ethics-17" },
            settings.Site.Dataset);
        var policy = settings.Site.Policy;
        Assert.Equal(new PrivacyBudget(8, 1e-6), policy.Budget);
        Assert.Equal([new RunId("spring"), new RunId("autumn")], policy.AllowedRuns);
        Assert.Equal((true, true, 0.5), (policy.RequiresSecureAggregation, policy.RequiresNoise, policy.MinimumNoiseMultiplier));
        Assert.Equal(new TrainingHours(new TimeOnly(20, 0), new TimeOnly(6, 0), TimeZoneInfo.Utc), policy.Hours);
        Assert.Equal(500_000, settings.BytesPerSecond);
    }

    [Fact]
    public void An_only_dataset_is_taken_even_for_a_run_that_it_may_not_serve_so_that_the_region_hears_why()
    {
        var only = Law[..Law.IndexOf("  - name: notes", StringComparison.Ordinal)];

        var settings = SiteSettingsFile.Read(Write(only));

        Assert.Equal("letters", settings.Site.Dataset.Name);
        Assert.Equal([new RunId("autumn")], settings.Site.Policy.AllowedRuns);
        Assert.Equal((null, null), (settings.Site.Policy.Hours, settings.Site.Policy.Budget));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_of_the_law_is_told(string right, string wrong, string told)
    {
        Assert.Contains(right, Law, StringComparison.Ordinal);

        var refused = Assert.Throws<RefusedException>(() => SiteSettingsFile.Read(Write(Law.Replace(right, wrong, StringComparison.Ordinal))));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    private string Write(string yaml)
    {
        var path = folder.PathOf("site.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
