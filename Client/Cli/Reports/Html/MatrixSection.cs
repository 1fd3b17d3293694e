using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>The model-by-language matrix, tinted by column, the best of each column marked.</summary>
internal static class MatrixSection
{
    // The strongest tint, in percent of the accent color: text stays readable on it in both themes.
    private const double FullTint = 42;

    // Half as many bits again as the best of the column get no tint.
    private const double NoTint = 0.5;

    public static HtmlFragment Render(RunReport report)
    {
        var matrix = ModelMatrix.Of(report);
        var heads = matrix.Languages.Select(language => HtmlFragment.Of($"<th scope=\"col\">{language}</th>"));
        return HtmlFragment.Of(
            $"""
            <section class="card">
            <h2>Every model on every language</h2>
            <p>Held-out bits per byte; lower is better. ★ marks the best of a column, a frame a model's own language.</p>
            <div class="scroll"><table class="matrix">
            <thead><tr><th scope="col">model</th>{HtmlFragment.Join(heads)}<th scope="col">mean</th></tr></thead>
            <tbody>
            {HtmlFragment.Join(matrix.Rows.Select((row, index) => Row(row, index, matrix)))}</tbody>
            </table></div>
            </section>
            """);
    }

    private static HtmlFragment Row(ModelRow row, int index, ModelMatrix matrix)
    {
        var startsGroup = index > 0 && matrix.Rows[index - 1].Kind != row.Kind;
        var cells = row.BitsPerByte.Select((value, column) => Cell(value, column, row, matrix));
        return HtmlFragment.Of(
            $"""
            <tr{(startsGroup ? GroupClass : default)}><th scope="row">{row.Name}</th>{HtmlFragment.Join(cells)}<td class="mean">{ProgressText.Number(row.Mean, "0.000")}</td></tr>

            """);
    }

    private static HtmlFragment GroupClass => HtmlFragment.Of($" class=\"group\"");

    private static HtmlFragment Cell(double value, int column, ModelRow row, ModelMatrix matrix)
    {
        var isBest = value == matrix.Best(column);
        var isHome = row.Owner == matrix.Languages[column];
        var classes = string.Join(' ', new[] { isBest ? "best" : null, isHome ? "home" : null }.OfType<string>());
        return HtmlFragment.Of(
            $"<td class=\"{classes}\" style=\"--tint:{Tint(value, column, matrix):0.#}%\">{(isBest ? "★ " : "")}{ProgressText.Number(value, "0.000")}</td>");
    }

    private static double Tint(double value, int column, ModelMatrix matrix)
    {
        if (!double.IsFinite(value) || matrix.Best(column) is not { } best || best <= 0)
        {
            return 0;
        }

        var strength = Math.Clamp(1 - (((value / best) - 1) / NoTint), 0, 1);
        return FullTint * strength * strength;
    }
}
