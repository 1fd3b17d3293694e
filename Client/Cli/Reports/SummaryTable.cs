using System.Globalization;
using Spectre.Console;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Privacy.Ledgers;

namespace Tapestry.Client.Cli.Reports;

/// <summary>What a run ends with on the console: the model-by-language matrix and the verdict.</summary>
public static class SummaryTable
{
    /// <summary>Prints held-out bits per byte, the best of each column marked with a star, and one line of verdict.</summary>
    public static void Print(RunReport report, IAnsiConsole console)
    {
        var matrix = ModelMatrix.Of(report);
        var table = new Table().Border(TableBorder.Rounded).Title("Held-out bits per byte (lower is better)");
        table.AddColumn("model");
        foreach (var language in matrix.Languages)
        {
            table.AddColumn(new TableColumn(language.EscapeMarkup()).RightAligned());
        }

        table.AddColumn(new TableColumn("mean").RightAligned());
        foreach (var row in matrix.Rows)
        {
            table.AddRow([row.Name.EscapeMarkup(), .. Cells(row, matrix), ProgressText.Number(row.Mean, "0.000")]);
        }

        console.Write(table);
        var thesis = Thesis.Judge(report.Bpb);
        console.WriteLine(string.Join(' ', new[] { ThesisText.Verdict(thesis), ThesisText.Gap(thesis) }.OfType<string>()));
        if (report.Secure is { } secure)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Secure aggregation: {secure.BytesAParameter:0.000} bytes a parameter, {secure.Dropouts} dropouts, {secure.RoundsAbandoned} rounds abandoned."));
        }

        if (report.Privacy is { } privacy)
        {
            console.WriteLine(privacy.Meaning);
            foreach (var line in privacy.Ledgers.SelectMany(LedgerText.Lines))
            {
                console.WriteLine(line);
            }
        }
    }

    private static IEnumerable<string> Cells(ModelRow row, ModelMatrix matrix) =>
        row.BitsPerByte.Select((value, column) => value == matrix.Best(column)
            ? $"[bold green]*{ProgressText.Number(value, "0.000")}[/]"
            : ProgressText.Number(value, "0.000"));
}
