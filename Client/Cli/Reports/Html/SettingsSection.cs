using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>What reproduces the run, where it ran, and where its time went.</summary>
internal static class SettingsSection
{
    public static HtmlFragment Render(RunReport report) => HtmlFragment.Of(
        $"""
        <section class="columns">
        <div class="card"><h2>Settings</h2>{List(Settings(report))}</div>
        <div class="card"><h2>Machine</h2>{List(Machine(report.Machine))}{Phases(report)}</div>
        </section>
        <footer>Shared Base SHA-256 <code>{report.SharedBaseSha256}</code><br>The same figures for programs: report.json, schema version {report.SchemaVersion}.</footer>
        """);

    private static IEnumerable<(string, string)> Settings(RunReport report)
    {
        var settings = report.Settings;
        yield return ("members", string.Join(", ", settings.Languages));
        yield return ("text", settings.Data == TextSource.Folder ? "files of a folder" : "strings of the .NET SDK");
        yield return ("model", settings.Model);
        yield return ("seed", $"{report.Seed}");
        yield return ("rounds", $"{settings.Rounds}");
        yield return ("local steps", settings.LocalSteps is { } steps ? $"{steps}" : "by schedule");
        yield return ("private steps", $"{settings.PrivateSteps}");
        yield return report.Secure is { } secure
            ? ("updates", $"hidden by secure aggregation, {secure.BitsPerCoordinate} bits a parameter")
            : ("encoding", $"{settings.Encoding}".ToLowerInvariant());
        yield return ("weights", $"{settings.Weights}".ToLowerInvariant());
        yield return ("baselines", settings.Baselines ? "trained" : "not trained");
    }

    private static IEnumerable<(string, string)> Machine(ReportMachine machine) =>
    [
        ("processor", machine.Processor),
        ("cores", $"{machine.Cores}"),
        ("memory", ProgressText.Bytes(machine.MemoryBytes)),
        ("system", machine.OperatingSystem),
        ("runtime", machine.Runtime),
    ];

    private static HtmlFragment Phases(RunReport report) => report.Phases is { Count: > 0 } phases
        ? HtmlFragment.Of($"<h2>Time</h2>{List(phases.Select(phase => (phase.Name, ProgressText.Duration(TimeSpan.FromSeconds(phase.Seconds)))))}")
        : default;

    private static HtmlFragment List(IEnumerable<(string Name, string Value)> entries) => HtmlFragment.Of(
        $"<dl>{HtmlFragment.Join(entries.Select(entry => HtmlFragment.Of($"<dt>{entry.Name}</dt><dd>{entry.Value}</dd>")))}</dl>");
}
