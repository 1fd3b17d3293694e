namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>Title, what the run was, and the verdict.</summary>
internal static class HeaderSection
{
    public static HtmlFragment Render(RunReport report, Thesis thesis) => HtmlFragment.Of(
        $"""
        <header>
        <p class="brand">Tapestry</p>
        <h1>{report.Settings.Languages.Count} members, one Shared Base, {report.Settings.Languages.Count} Sovereign Models</h1>
        <p class="sub">{string.Join(" · ", report.Settings.Languages)} — model {report.Settings.Model}, seed {report.Seed}</p>
        <p class="verdict {(thesis.Holds ? "good" : "bad")}">{ThesisText.Verdict(thesis)}</p>
        </header>
        """);
}
