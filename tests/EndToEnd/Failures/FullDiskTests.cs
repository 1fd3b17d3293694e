using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>The disk becomes full after so many bytes, wherever the run then is.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class FullDiskTests(FinishedRun run, FullDisk disk) : IClassFixture<FullDisk>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(200_000)]
    [InlineData(700_000)]
    [InlineData(3_000_000)]
    [InlineData(8_000_000)]
    [InlineData(13_000_000)]
    public async Task It_is_code_3_and_resume_goes_on(long bytes)
    {
        var outFolder = folder.File("out");

        var full = await TapestryProcess.RunUnderAsync(
            disk.Script(bytes), TestRun.Arguments(run.Data, outFolder, "--quiet"));

        full.AssertFailed(3, "--resume");
        Assert.False(File.Exists(Path.Combine(outFolder, "report.json")));
        Assert.Empty(Directory.EnumerateFiles(outFolder, "*.partial", SearchOption.AllDirectories));
        var resumed = await TestRun.CompleteAsync(run.Data, outFolder, "--resume");
        Assert.Equal(run.Report.SharedBaseSha256, resumed.SharedBaseSha256);
        Assert.Null(await RegionAudit.FindFaultAsync(outFolder, resumed));
    }

    [Fact]
    public async Task The_imitation_lets_a_run_pass_that_fits()
    {
        var roomy = await TapestryProcess.RunUnderAsync(
            disk.Script(1L << 40), TestRun.Arguments(run.Data, folder.File("out"), "--quiet"));

        roomy.AssertSucceeded();
    }
}
