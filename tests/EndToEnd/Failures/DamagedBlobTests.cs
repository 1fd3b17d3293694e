using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>A Shared Base that is damaged on disk is never trained on: the run ends, with the blob's name.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class DamagedBlobTests(FinishedRun run) : IDisposable
{
    /// <summary>More than pass before the program is killed, or ends.</summary>
    private const string Rounds = "10000";

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_named_and_the_program_ends()
    {
        var outFolder = folder.File("out");
        using (var program = TapestryProcess.Start(Arguments(outFolder)))
        {
            await program.ReadUntilAsync("round 1/");
            await program.KillAsync();
        }

        foreach (var blob in Directory.EnumerateFiles(Path.Combine(outFolder, "region", "blobs", "blobs"), "*", SearchOption.AllDirectories))
        {
            await File.AppendAllTextAsync(blob, "x");
        }

        using var resumed = TapestryProcess.Start(Arguments(outFolder, "--resume", "--quiet"));
        (await resumed.WaitForExitAsync().WaitAsync(LongestRun)).AssertFailed(4, "Blob ");
        Assert.False(File.Exists(Path.Combine(outFolder, "report.json")));
    }

    private string[] Arguments(string outFolder, params IEnumerable<string> others) =>
        TestRun.Arguments(run.Data, outFolder, ["--rounds", Rounds, .. others]);
}
