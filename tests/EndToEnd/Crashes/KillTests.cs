using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>
/// SIGKILL at random moments, each followed by the same command with <c>--resume</c>, a few times a run, until enough
/// kills have fallen. Whatever they hit, the final models are those of a run that nobody disturbed.
/// </summary>
[Collection(SharesFinishedRun.Name)]
public sealed class KillTests(FinishedRun undisturbed, ITestOutputHelper output)
{
    private const int Kills = 12;
    private const int KillsOfOneRun = 3;

    [Fact]
    public async Task Killed_and_resumed_runs_end_with_the_same_models()
    {
        var fallen = await Task.WhenAll(KillAsync(seed: 1), KillAsync(seed: 2));

        Assert.All(fallen, count => Assert.InRange(count, Kills, int.MaxValue));
        output.WriteLine($"{fallen.Sum()} kills; an undisturbed run takes {undisturbed.Duration.TotalSeconds:F1} s");
    }

    /// <summary>Runs until enough kills found the program alive, and counts them.</summary>
    private async Task<int> KillAsync(int seed)
    {
        var moments = new KillMoments(seed, undisturbed.Duration / 5);
        var fallen = 0;
        while (fallen < Kills)
        {
            using var folder = new TemporaryFolder();
            var kills = await KillARunAsync(folder.File("out"), moments.NextRun(KillsOfOneRun));
            var history = $"seed {seed}: killed {string.Join(", then ", kills)}";
            output.WriteLine(history);
            await AssertUndisturbedAsync(folder.File("out"), history);
            fallen += kills.Count;
        }

        return fallen;
    }

    /// <summary>The kills that found the program running.</summary>
    private async Task<IReadOnlyList<KillMoment>> KillARunAsync(string outFolder, IReadOnlyList<KillMoment> moments)
    {
        var fallen = new List<KillMoment>();
        foreach (var moment in moments)
        {
            using var program = Start(outFolder);
            var end = program.WaitForExitAsync();
            await RunProgress.WaitForAsync(outFolder, moment.Stage, end);
            await Task.WhenAny(end, Task.Delay(moment.After, TimeProvider.System));
            if (program.HasExited)
            {
                break;
            }

            await program.KillAsync();
            fallen.Add(moment);
        }

        return fallen;
    }

    private async Task AssertUndisturbedAsync(string outFolder, string history)
    {
        using var program = Start(outFolder);
        var end = await program.WaitForExitAsync();
        Assert.True(end.ExitCode == 0, $"{history}: exit code {end.ExitCode}: {end.Errors}");
        var report = await TestRun.ReportAsync(outFolder);
        Assert.True(undisturbed.Report.SharedBaseSha256 == report.SharedBaseSha256, $"{history}: another Shared Base");
        Assert.All(TestRun.Sites, site => Assert.True(IsSameModel(outFolder, site), $"{history}: another Sovereign Model {site}"));
        var fault = await RegionAudit.FindFaultAsync(outFolder, report);
        Assert.True(fault is null, $"{history}: {fault}");
    }

    private bool IsSameModel(string outFolder, string site) => File.ReadAllBytes(undisturbed.PathOf("sovereign", site, "model.safetensors"))
        .AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(outFolder, "sovereign", site, "model.safetensors")));

    private TapestryProcess Start(string outFolder) => TapestryProcess.Start(TestRun.Arguments(
        undisturbed.Data, outFolder, TestRun.IsBegun(outFolder) ? ["--quiet", "--resume"] : ["--quiet"]));
}
