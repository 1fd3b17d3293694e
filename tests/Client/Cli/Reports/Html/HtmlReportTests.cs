using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tapestry.Client.Cli.Reports.Html;

namespace Tapestry.Client.Tests.Cli.Reports.Html;

public sealed partial class HtmlReportTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";

    [Fact]
    public void The_page_needs_no_network_and_no_scripts()
    {
        var page = HtmlReport.Render(ReportFixture.Create());

        Assert.DoesNotMatch(NetworkOrScript(), page);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script src='x'>")]
    [InlineData("<link href='x.css'>")]
    [InlineData("<a href=\"http://x\">")]
    [InlineData("background: url(x.png)")]
    [InlineData("@import 'x'")]
    public void The_network_detector_catches_a_planted_fault(string planted) => Assert.Matches(NetworkOrScript(), planted);

    [Fact]
    public void Everything_of_the_report_is_there()
    {
        var report = ReportFixture.Create();
        var page = HtmlReport.Render(report);

        Assert.All(
            [report.SharedBaseSha256, "★ 3.250", "The thesis holds", "36&#215;", "Example Processor 1", "abandoned", "Pooled", "ja alone", "1:32 min"],
            expected => Assert.Contains(expected, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_body_is_well_formed()
    {
        var page = HtmlReport.Render(ReportFixture.Create());
        var body = page[page.IndexOf("<main>", StringComparison.Ordinal)..page.IndexOf("</body>", StringComparison.Ordinal)];

        var markup = XElement.Parse(body.Replace("<br>", "<br/>", StringComparison.Ordinal).Replace("<details open>", "<details>", StringComparison.Ordinal));

        var charts = markup.Descendants("svg").ToList();
        Assert.Equal(2, charts.Count);
        Assert.Equal(4, charts[0].Descendants("path").Count());
        Assert.All(markup.Descendants("path"), path => Assert.DoesNotContain("NaN", path.Attribute("d")!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_cannot_inject_markup()
    {
        var report = ReportFixture.Create();
        var page = HtmlReport.Render(report with
        {
            Settings = report.Settings with { Model = Hostile },
            Machine = report.Machine with { Processor = Hostile, OperatingSystem = Hostile, Runtime = Hostile },
            SharedBaseSha256 = Hostile,
            Phases = [new(Hostile, 1)],
        });

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(7, page.Split("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;").Length - 1);
    }

    [Fact]
    public void A_diverged_or_empty_run_still_renders()
    {
        var report = ReportFixture.Create();
        var diverged = HtmlReport.Render(report with
        {
            Rounds = [.. report.Rounds.Select(round => round with { MeanLoss = double.NaN })],
            Bpb = report.Bpb with { Alone = null, Pooled = new Dictionary<string, double>(report.Bpb.Pooled!) { ["de"] = double.PositiveInfinity } },
        });
        var empty = HtmlReport.Render(report with { Rounds = [], Phases = null });

        Assert.Contains("n/a", diverged, StringComparison.Ordinal);
        Assert.Contains("Nothing was measured.", diverged, StringComparison.Ordinal);
        Assert.Contains("Nothing was measured.", empty, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_report_gives_the_same_page() =>
        Assert.Equal(HtmlReport.Render(ReportFixture.Create()), HtmlReport.Render(ReportFixture.Create()));

    [GeneratedRegex("<script|<link|<iframe|<img|https?://|url\\(|@import|\\son[a-z]+=")]
    private static partial Regex NetworkOrScript();
}
