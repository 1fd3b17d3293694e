namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>Renders a report as one page that needs neither network nor scripts.</summary>
public static class HtmlReport
{
    /// <summary>The whole document; the same report gives the same text.</summary>
    public static string Render(RunReport report)
    {
        var thesis = Thesis.Judge(report.Bpb);
        return HtmlFragment.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Tapestry run, seed {report.Seed}</title>
            <style>
            {HtmlFragment.FromResource("page.css")}
            </style>
            </head>
            <body>
            <main>
            {HeaderSection.Render(report, thesis)}
            {FiguresSection.Render(report, thesis)}
            {MatrixSection.Render(report)}
            {CurvesSection.Render(report)}
            {TrafficSection.Render(report.Traffic)}
            {PrivacySection.Render(report.Privacy)}
            {RoundsSection.Render(report)}
            {SettingsSection.Render(report)}
            </main>
            </body>
            </html>

            """).ToString();
    }
}
