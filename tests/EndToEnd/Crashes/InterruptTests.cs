using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Crashes;

[Collection(SharesFinishedRun.Name)]
public sealed class InterruptTests(FinishedRun undisturbed) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("round 1/")]
    [InlineData("phase 2/")]
    public async Task Ctrl_C_ends_the_run_and_resume_goes_on(string line)
    {
        using var program = TapestryProcess.Start(TestRun.Arguments(undisturbed.Data, folder.File("out"), "--private-steps", "150"));
        await program.ReadUntilAsync(line);

        program.Interrupt();
        (await program.WaitForExitAsync()).AssertFailed(130, "--resume");
        Assert.False(File.Exists(Path.Combine(folder.File("out"), "report.json")));

        var resumed = await TestRun.CompleteAsync(undisturbed.Data, folder.File("out"), "--resume", "--private-steps", "150");
        Assert.Equal(undisturbed.Report.SharedBaseSha256, resumed.SharedBaseSha256);
    }
}
