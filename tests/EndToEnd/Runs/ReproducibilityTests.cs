using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Runs;

[Collection(SharesFinishedRun.Name)]
public sealed class ReproducibilityTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_models()
    {
        var again = await TestRun.CompleteAsync(run.Data, folder.File("again"));

        Assert.Equal(run.Report.SharedBaseSha256, again.SharedBaseSha256);
        Assert.Equal(run.Report.Bpb.SharedBase, again.Bpb.SharedBase);
        Assert.All(TestRun.Sites, site => Assert.Equal(
            File.ReadAllBytes(run.PathOf("sovereign", site, "model.safetensors")),
            File.ReadAllBytes(Path.Combine(folder.File("again"), "sovereign", site, "model.safetensors"))));
    }

    [Fact]
    public async Task Another_seed_gives_another_base()
    {
        var other = await TestRun.CompleteAsync(run.Data, folder.File("other"), "--seed", "2");

        Assert.NotEqual(run.Report.SharedBaseSha256, other.SharedBaseSha256);
    }

    [Fact]
    public async Task A_finished_run_that_is_resumed_reports_the_same_and_trains_nothing()
    {
        var copy = FolderCopy.Make(run.Out, folder.File("copy"));
        var before = File.ReadAllLines(Path.Combine(copy, "sites", "alpha", "egress.jsonl"));

        var resumed = await TestRun.CompleteAsync(run.Data, copy, "--resume");

        Assert.Equal(run.Report.SharedBaseSha256, resumed.SharedBaseSha256);
        Assert.Equal(run.Report.Bpb.SharedBase, resumed.Bpb.SharedBase);
        Assert.Equal(run.Report.Rounds.Count, resumed.Rounds.Count);
        var added = File.ReadAllLines(Path.Combine(copy, "sites", "alpha", "egress.jsonl"))[before.Length..];
        Assert.DoesNotContain(added, line => line.Contains("ready-report", StringComparison.Ordinal));
    }
}
