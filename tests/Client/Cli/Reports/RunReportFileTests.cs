using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Tests.Cli.Reports;

public sealed class RunReportFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_written_is_the_golden_file()
    {
        var path = folder.PathOf("report.json");

        await RunReportFile.WriteAsync(path, ReportFixture.Create(rounds: 2), CancellationToken.None);

        var golden = await File.ReadAllTextAsync(Repository.PathOf("tests/Client/Cli/Reports/Golden/report.v1.json"));
        Assert.Equal(golden, await File.ReadAllTextAsync(path) + "\n");
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public async Task What_is_read_is_written_the_same_again()
    {
        var golden = Repository.PathOf("tests/Client/Cli/Reports/Golden/report.v1.json");
        var copy = folder.PathOf("copy.json");

        await RunReportFile.WriteAsync(copy, await RunReportFile.ReadAsync(golden, CancellationToken.None), CancellationToken.None);

        Assert.Equal(await File.ReadAllTextAsync(golden), await File.ReadAllTextAsync(copy) + "\n");
    }

    [Fact]
    public async Task A_report_without_baselines_or_finite_losses_survives()
    {
        var report = ReportFixture.Create(rounds: 1);
        var diverged = report with
        {
            Rounds = [report.Rounds[0] with { MeanLoss = double.NaN }],
            Bpb = report.Bpb with { Alone = null, Pooled = null },
            Phases = null,
        };
        var path = folder.PathOf("report.json");

        await RunReportFile.WriteAsync(path, diverged, CancellationToken.None);
        var read = await RunReportFile.ReadAsync(path, CancellationToken.None);

        Assert.True(double.IsNaN(read.Rounds[0].MeanLoss));
        Assert.Null(read.Bpb.Alone);
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        Assert.False(document.RootElement.GetProperty("bpb").TryGetProperty("pooled", out _));
    }

    [Theory]
    [InlineData("""{"schemaVersion": 2}""", "schema version 2")]
    [InlineData("""{"seed": 1}""", "no schemaVersion")]
    [InlineData("""{"schemaVersion": 1}""", "not a run report")]
    [InlineData("""[]""", "not a run report")]
    [InlineData("", "not a run report")]
    public async Task What_is_no_report_is_refused(string text, string expected)
    {
        var path = folder.Write("report.json", text);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunReportFile.ReadAsync(path, CancellationToken.None));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_report_is_refused() => await Assert.ThrowsAsync<RefusedException>(
        () => RunReportFile.ReadAsync(folder.PathOf("none.json"), CancellationToken.None));
}
