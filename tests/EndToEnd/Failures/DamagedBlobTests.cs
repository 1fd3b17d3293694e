using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>A Shared Base that is damaged on disk is never trained on: the run ends, with the blob's name.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class DamagedBlobTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_named_and_the_program_ends()
    {
        var outFolder = folder.File("out");
        using (var program = TapestryProcess.Start(TestRun.Arguments(run.Data, outFolder)))
        {
            await program.ReadUntilAsync("round 1/");
            await program.KillAsync();
        }

        foreach (var blob in Directory.EnumerateFiles(Path.Combine(outFolder, "region", "blobs", "blobs"), "*", SearchOption.AllDirectories))
        {
            await File.AppendAllTextAsync(blob, "x");
        }

        (await TapestryProcess.RunAsync(TestRun.Arguments(run.Data, outFolder, "--resume", "--quiet"))).AssertFailed(4, "Blob ");
        Assert.False(File.Exists(Path.Combine(outFolder, "report.json")));
    }
}
