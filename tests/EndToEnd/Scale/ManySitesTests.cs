using Tapestry.Client.Cli.Reports;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.EndToEnd.Tests.Scale;

/// <summary>Memory grows with the cores and the text, not with the sites' models.</summary>
public sealed class ManySitesTests(ITestOutputHelper output)
{
    private const int Sites = 64;

    /// <summary>One and a half times what was measured, 400 MiB, most of it libtorch itself.</summary>
    private const long MostBytes = 600L << 20;

    [Fact]
    public async Task Sixty_four_sites_of_a_nano_model_run_in_bounded_memory()
    {
        using var folder = new TemporaryFolder();
        var data = TestText.Write(folder.File("data"), Enumerable.Range(0, Sites).Select(site => $"site-{site:D2}"));
        using var program = TapestryProcess.Start(TestRun.Arguments(
            data, folder.File("out"), "--rounds", "2", "--local-steps", "1", "--private-steps", "1", "--quiet"));

        var peak = await PeakMemory.WatchAsync(program);

        var report = await TestRun.ReportAsync(folder.File("out"));
        output.WriteLine($"peak memory of {Sites} sites: {peak / (1 << 20)} MiB");
        Assert.Equal(Sites, report.Bpb.Sovereign.Count);
        Assert.All(report.Rounds, round => Assert.Equal(RoundStatus.Certified, round.Status));
        Assert.InRange(peak, 1L << 20, MostBytes);
    }
}
