using System.Text.Json;
using Spectre.Console;

namespace Tapestry.Benchmarks.Reporting;

/// <summary>Prints a suite's rows as a table and writes them as JSON.</summary>
public static class BenchmarkReport
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Renders the rows; a missed goal is marked, an absent peer is named and never counts as met.</summary>
    public static void Print(string suite, IReadOnlyList<BenchmarkRow> rows, IAnsiConsole console)
    {
        var table = new Table().Title($"{suite} on {MachineName.Describe()}".EscapeMarkup());
        table.AddColumns("measurement", "value", "unit", "ratio", "against", "goal", "");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Name.EscapeMarkup(), Format(row.Value), row.Unit.EscapeMarkup(), Format(row.Ratio),
                (row.Against ?? "").EscapeMarkup(), Format(row.Goal), Verdict(row));
        }

        console.Write(table);
    }

    /// <summary>Writes <c>{"suite", "machine", "rows"}</c>; the file appears whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task WriteJsonAsync(
        string path, string suite, IReadOnlyList<BenchmarkRow> rows, CancellationToken cancellationToken)
    {
        var partial = path + ".partial";
        var document = new { suite, machine = MachineName.Describe(), rows };
        await File.WriteAllTextAsync(partial, JsonSerializer.Serialize(document, Json) + "\n", cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    private static string Verdict(BenchmarkRow row) => (row.Goal, row.Ratio) switch
    {
        (null, _) => "",
        (_, null) => "not measured",
        var (goal, ratio) => ratio >= goal ? "met" : "missed",
    };

    private static string Format(double? value) => value switch
    {
        null => "",
        >= 1000 => value.Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
    };
}
