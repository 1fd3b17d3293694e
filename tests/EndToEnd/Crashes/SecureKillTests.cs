using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>SIGKILL of region and sites together around every step of the secure aggregation protocol, again and again.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class SecureKillTests(FinishedRun shared, ITestOutputHelper output) : IDisposable
{
    private const int Kills = 16;
    private const string Answer = "\"type\":\"protocol-answer\"";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_around_every_step_the_run_ends_with_the_same_base()
    {
        var undisturbed = await TestRun.CompleteAsync(shared.Data, folder.File("undisturbed"), "--secure");
        var outFolder = folder.File("killed");
        var fallen = new List<int>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            if (await KillAfterAsync(outFolder, answers: kill) is not { } count)
            {
                break;
            }

            fallen.Add(count);
        }

        using var program = Start(outFolder);
        (await program.WaitForExitAsync()).AssertSucceeded();
        var report = await TestRun.ReportAsync(outFolder);
        output.WriteLine($"killed after answers {string.Join(", ", fallen)}");
        Assert.Equal(undisturbed.SharedBaseSha256, report.SharedBaseSha256);
        Assert.Equal(0, report.Secure!.RoundsAbandoned);
        Assert.InRange(fallen.Count, 5, Kills);
        Assert.Null(await RegionAudit.FindFaultAsync(outFolder, report));
    }

    /// <summary>Kills the program when one site has been about to send so many answers; null when it ended before.</summary>
    private async Task<int?> KillAfterAsync(string outFolder, int answers)
    {
        using var program = Start(outFolder);
        var end = program.WaitForExitAsync();
        while (!program.HasExited)
        {
            var sent = Answers(outFolder);
            if (sent >= answers)
            {
                await program.KillAsync();
                return sent;
            }

            await Task.WhenAny(end, Task.Delay(Pause, TimeProvider.System));
        }

        return null;
    }

    private static int Answers(string outFolder)
    {
        var journal = Path.Combine(outFolder, "sites", TestRun.Sites[0], "egress.jsonl");
        if (!File.Exists(journal))
        {
            return 0;
        }

        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Split('\n').Count(line => line.Contains(Answer, StringComparison.Ordinal));
    }

    private TapestryProcess Start(string outFolder) => TapestryProcess.Start(TestRun.Arguments(
        shared.Data, outFolder, TestRun.IsBegun(outFolder) ? ["--secure", "--quiet", "--resume"] : ["--secure", "--quiet"]));
}
