using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Cli.Settings;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Runs;

/// <summary>Reads <c>run.yaml</c>; docs/cli.md describes it.</summary>
internal static class RunSettingsFile
{
    private const int MostRounds = 100_000;
    private const int MostSteps = 1_000_000;
    private const int MostSeconds = 30 * 24 * 3600;
    private const int HourSeconds = 3600;

    /// <exception cref="Errors.RefusedException">The file or the model's configuration has faults.</exception>
    public static RunSettings Read(string path)
    {
        var (settings, model) = SettingsFile.Read(path, Read);
        return settings with { Model = DemoModel.Load(model) };
    }

    private static (RunSettings Settings, ModelChoice Model) Read(SettingsSection root)
    {
        var deadlines = root.Section("deadlines");
        var secure = root.OptionalSection("secure");
        var localSteps = root.Number("localSteps", 0, 1, MostSteps);
        var settings = new RunSettings
        {
            Run = SiteSettingsFile.Id<RunId>(root, "run"),
            Consortium = SiteSettingsFile.Id<ConsortiumId>(root, "consortium"),
            Sites = [.. root.List("sites", "a site's name", SiteSettingsFile.Name<SiteId>).Select(name => new SiteId(name))],
            Model = ModelConfig.Nano,
            Rounds = root.Number("rounds", 1, 1, MostRounds),
            LocalSteps = localSteps == 0 ? null : localSteps,
            Seed = root.Number("seed", 1, 0, int.MaxValue),
            Encoding = root.Choice("encoding", EncodingKind.Bf16),
            SecureBits = secure?.Number("bits", 12, 4, 32),
            Deadlines = new RoundDeadlines
            {
                Ready = Seconds(deadlines, "readySeconds", HourSeconds),
                Grace = Seconds(deadlines, "graceSeconds", HourSeconds / 60),
                Contribution = Seconds(deadlines, "contributionSeconds", HourSeconds),
                Merge = Seconds(deadlines, "mergeSeconds", HourSeconds),
            },
        };
        deadlines.RejectUnknown();
        secure?.RejectUnknown();
        return (settings, SiteSettingsFile.Model(root));
    }

    private static TimeSpan Seconds(SettingsSection section, string name, int usual) =>
        TimeSpan.FromSeconds(section.Number(name, usual, 1, MostSeconds));
}
