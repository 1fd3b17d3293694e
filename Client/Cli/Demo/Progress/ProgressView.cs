using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Draws the state: phase and time left, a row a site, the last rounds.</summary>
internal static class ProgressView
{
    private const int RoundsShown = 8;
    private const int BarCells = 20;

    public static IRenderable Render(ProgressState state)
    {
        var parts = new List<IRenderable> { Heading(state) };
        if (state.Sites.Any())
        {
            parts.Add(SiteTable(state.Sites));
        }

        if (state.Rounds.Count > 0)
        {
            parts.Add(RoundTable(state.Rounds.TakeLast(RoundsShown)));
        }

        return new Rows(parts);
    }

    private static Markup Heading(ProgressState state) => state.Phase is { } phase
        ? new Markup(
            $"[bold]{phase.Name.EscapeMarkup()}[/] [grey]phase {state.PhaseNumber} of {state.PhaseCount}, "
            + $"time left {ProgressText.Left(state.Left)}[/]")
        : new Markup("[bold]starting[/]");

    private static Table SiteTable(IEnumerable<SiteStep> sites)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("site").AddColumn("language").AddColumn("progress");
        table.AddColumn(new TableColumn("step").RightAligned());
        table.AddColumn(new TableColumn("loss").RightAligned());
        table.AddColumn(new TableColumn("tokens/s").RightAligned());
        foreach (var site in sites)
        {
            table.AddRow(
                site.Site.EscapeMarkup(), site.Language.EscapeMarkup(), Bar(site.Step, site.OfSteps),
                $"{ProgressText.Count(site.Step)}/{ProgressText.Count(site.OfSteps)}",
                ProgressText.Number(site.Loss, "0.000"), ProgressText.Number(site.TokensPerSecond, "N0"));
        }

        return table;
    }

    private static Table RoundTable(IEnumerable<CompletedRound> rounds)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in (string[])["round", "loss", "held-out bits/byte", "up", "down", "training", "other"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var round in rounds)
        {
            table.AddRow(
                $"{round.Round}/{round.OfRounds}{(round.IsCertified ? "" : " [red]abandoned[/]")}",
                ProgressText.Number(round.MeanLoss, "0.000"), ProgressText.Mean(round.HeldOutBitsPerByte),
                ProgressText.Bytes(round.BytesUp), ProgressText.Bytes(round.BytesDown),
                ProgressText.Duration(round.Training), ProgressText.Duration(round.Other));
        }

        return table;
    }

    private static string Bar(int step, int ofSteps)
    {
        var full = ofSteps <= 0 ? 0 : (int)Math.Clamp((long)step * BarCells / ofSteps, 0, BarCells);
        return $"[green]{new string('━', full)}[/][grey]{new string('─', BarCells - full)}[/]";
    }
}
