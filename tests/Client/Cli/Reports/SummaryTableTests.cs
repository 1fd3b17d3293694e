using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Tests.Cli.Reports;

public sealed class SummaryTableTests
{
    private readonly RecordingConsole console = new();

    [Fact]
    public void The_matrix_and_the_verdict_are_printed()
    {
        SummaryTable.Print(ReportFixture.Create(), console.Console);

        Assert.Contains("Shared Base", console.Text, StringComparison.Ordinal);
        Assert.Matches(@"Sovereign de .*\*3\.250.*3\.610", console.Text);
        Assert.Matches(@"ja alone .*6\.200", console.Text);
        Assert.Contains("The thesis holds", console.Text, StringComparison.Ordinal);
        Assert.Matches(@"7\.9 % worse\s+than", console.Text);
    }

    [Fact]
    public void A_failed_thesis_names_what_failed()
    {
        var report = ReportFixture.Create();
        SummaryTable.Print(report with { Bpb = report.Bpb with { SharedBase = report.Bpb.Sovereign["de"] } }, console.Console);

        Assert.Contains("The thesis does not hold: Sovereign de does not beat", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_baselines_it_says_what_would_add_them()
    {
        var report = ReportFixture.Create();
        SummaryTable.Print(report with { Bpb = report.Bpb with { Alone = null, Pooled = null } }, console.Console);

        Assert.Contains("--baselines", console.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alone ", console.Text.Split("Every Sovereign")[0], StringComparison.Ordinal);
    }
}
