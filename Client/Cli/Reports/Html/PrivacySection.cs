using Tapestry.Client.Cli.Privacy.Ledgers;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>What noise did to the rounds and what it cost every member; nothing in a run without noise.</summary>
internal static class PrivacySection
{
    public static HtmlFragment Render(ReportPrivacy? privacy) => privacy is null
        ? default
        : HtmlFragment.Of(
            $"""
            <section class="card">
            <h2>Privacy of whole members</h2>
            <p>{privacy.Meaning}</p>
            {HtmlFragment.Join(privacy.Ledgers.SelectMany(LedgerText.Lines).Select(line => HtmlFragment.Of($"<p>{line}</p>")))}
            </section>
            """);
}
