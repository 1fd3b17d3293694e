using System.Text.RegularExpressions;

namespace Tapestry.Testing.Otlp;

/// <summary>The tables of docs/telemetry.md.</summary>
public sealed partial class TelemetryDocument
{
    private TelemetryDocument(string text)
    {
        var rows = text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToArray();
        Metrics = [.. rows.Where(row => row.Length == 5).Select(row => new DocumentedMetric(Word(row[0]), row[1], row[2], Words(row[3])))];
        Spans = [.. rows.Where(row => row.Length == 4).Select(row => new DocumentedSpan(Word(row[0]), row[1], Words(row[2])))];
    }

    /// <summary>Rows of five columns.</summary>
    public IReadOnlyList<DocumentedMetric> Metrics { get; }

    /// <summary>Rows of four columns.</summary>
    public IReadOnlyList<DocumentedSpan> Spans { get; }

    /// <summary>Reads the page that lies beside the tests.</summary>
    public static TelemetryDocument Read() => new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Telemetry", "telemetry.md")));

    private static string Word(string cell) => Words(cell).Single();

    private static HashSet<string> Words(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
