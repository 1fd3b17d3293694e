using Tapestry.Client.Cli.Reports;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Testing;
using Tapestry.Training.Checkpoints;

namespace Tapestry.EndToEnd.Tests.Runs;

[Collection(SharesFinishedRun.Name)]
public sealed class OptionTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Fp32_doubles_the_bytes_up_and_reaches_nearly_the_same_base()
    {
        var fp32 = await TestRun.CompleteAsync(run.Data, folder.File("out"), "--encoding", "fp32");

        Assert.Equal((EncodingKind.Bf16, EncodingKind.Fp32), (run.Report.Settings.Encoding, fp32.Settings.Encoding));
        Assert.InRange((double)fp32.Traffic.BytesUp / run.Report.Traffic.BytesUp, 1.98, 2.02);
        Assert.All(fp32.Bpb.SharedBase, pair => Assert.Equal(run.Report.Bpb.SharedBase[pair.Key], pair.Value, 0.02));
    }

    [Theory]
    [InlineData("equal", WeightRule.Equal)]
    [InlineData("quality", WeightRule.Quality)]
    public async Task Weights_follow_the_rule(string option, WeightRule rule)
    {
        var report = await TestRun.CompleteAsync(run.Data, folder.File("out"), "--weights", option);

        Assert.Equal(rule, report.Settings.Weights);
        Assert.All(report.Rounds, round => Assert.Equal(RoundStatus.Certified, round.Status));
        Assert.Null(await RegionAudit.FindFaultAsync(folder.File("out"), report));
    }

    [Fact]
    public async Task Baselines_can_be_added_to_a_finished_run()
    {
        var copy = FolderCopy.Make(run.Out, folder.File("copy"));

        var report = await TestRun.CompleteAsync(run.Data, copy, "--resume", "--baselines");

        Assert.Equal(run.Report.SharedBaseSha256, report.SharedBaseSha256);
        Assert.Equal(TestRun.Sites, report.Bpb.Alone!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TestRun.Sites, report.Bpb.Pooled!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_model_of_several_shards_from_a_file_trains_and_merges_each()
    {
        var config = folder.File("config.json");
        await File.WriteAllTextAsync(config, ModelConfigText.WithLayers(14));

        var report = await TestRun.CompleteAsync(
            run.Data, folder.File("out"), "--model", config, "--rounds", "2", "--local-steps", "1", "--private-steps", "1");

        Assert.InRange(report.Parameters, 262_145, long.MaxValue);
        Assert.Null(await RegionAudit.FindFaultAsync(folder.File("out"), report));
        Assert.Equal(14, ModelCheckpoint.Load(Path.Combine(folder.File("out"), "sovereign", "beta")).Config.NumHiddenLayers);
    }
}
