using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>The run in a handful of figures.</summary>
internal static class FiguresSection
{
    public static HtmlFragment Render(RunReport report, Thesis thesis) => HtmlFragment.Of(
        $"""
        <section class="figures">
        {HtmlFragment.Join(Figures(report, thesis).Select(Tile))}
        </section>
        """);

    private static IEnumerable<(string Value, string Label)> Figures(RunReport report, Thesis thesis)
    {
        yield return (ProgressText.Mean(report.Bpb.SharedBase), "bits per byte, Shared Base, mean of all languages");
        yield return (Percent(SovereignGain(report.Bpb)), "fewer bits at home with a Sovereign Model than with the Shared Base");
        if (thesis.GapToPooled is { } gap)
        {
            yield return (Percent(Math.Abs(gap)), $"{(gap < 0 ? "better" : "worse")} than one model on pooled data");
        }

        yield return (TrafficSection.Saving(report.Traffic), "fewer bytes than synchronous data parallel");
        var certified = report.Rounds.Count(round => round.Status == RoundStatus.Certified);
        yield return ($"{certified} of {report.Rounds.Count}", "rounds certified");
        yield return (ProgressText.Count(report.Parameters), "parameters");
    }

    private static double SovereignGain(ReportBitsPerByte bpb) =>
        bpb.Sovereign.Average(owner => 1 - (owner.Value[owner.Key] / bpb.SharedBase[owner.Key]));

    private static string Percent(double share) => ProgressText.Number(share * 100, "0.0") + " %";

    private static HtmlFragment Tile((string Value, string Label) figure) =>
        HtmlFragment.Of($"<div class=\"tile\"><strong>{figure.Value}</strong><span>{figure.Label}</span></div>");
}
