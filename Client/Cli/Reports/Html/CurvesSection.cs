namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>How held-out bits per byte and training loss went over the rounds.</summary>
internal static class CurvesSection
{
    public static HtmlFragment Render(RunReport report) => HtmlFragment.Of(
        $"""
        <section class="card">
        <h2>Held-out bits per byte of the Shared Base</h2>
        <p>By language, after every round.</p>
        {LineChart.Render("bits per byte", [.. report.Settings.Languages.Select(language => HeldOut(report, language))])}
        </section>
        <section class="card">
        <h2>Training loss</h2>
        <p>Mean of the sites over every round, nats per token.</p>
        {LineChart.Render("nats per token", [Loss(report)])}
        </section>
        """);

    private static ChartSeries HeldOut(RunReport report, string language) => new(
        language,
        [.. report.Rounds
            .Where(round => round.HeldOutBitsPerByte.ContainsKey(language))
            .Select(round => (round.Round, round.HeldOutBitsPerByte[language]))]);

    private static ChartSeries Loss(RunReport report) =>
        new("loss", [.. report.Rounds.Select(round => (round.Round, round.MeanLoss))]);
}
