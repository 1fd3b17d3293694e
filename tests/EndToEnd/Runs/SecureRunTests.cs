using Tapestry.Client.Cli.Reports;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Runs;

[Collection(SharesFinishedRun.Name)]
public sealed class SecureRunTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("12")]
    [InlineData("8")]
    public async Task A_secure_run_reaches_nearly_the_same_base_with_its_bits_on_the_wire(string bits)
    {
        var report = await TestRun.CompleteAsync(run.Data, folder.File("out"), "--secure", "--bits", bits);

        var (plain, secure) = (run.Report.Bpb.SharedBase.Values.Average(), report.Bpb.SharedBase.Values.Average());
        Assert.InRange(secure / plain, 0.995, 1.005);
        Assert.Equal((0, 0), (report.Secure!.RoundsAbandoned, report.Secure.Dropouts));

        // The demo's members publish their losses, so the masked sums can be compared with them.
        Assert.All(report.Rounds, round => Assert.Equal(TestRun.Sites.Count, round.MaskedSums!.Members));
        Assert.All(report.Rounds, round => Assert.Equal(round.MeanLoss, round.MaskedSums!.MeanLoss, tolerance: 1e-6));
        Assert.All(run.Report.Rounds, round => Assert.Null(round.MaskedSums));

        // Messages of the protocol do not grow with the model: 1,500 bytes a site are 2 % of the smallest model's update.
        var floor = report.Secure.BitsPerCoordinate / 8.0;
        Assert.InRange(report.Secure.BytesAParameter, floor, floor + (2000.0 / report.Parameters));
    }

    [Fact]
    public async Task Anybody_can_repeat_the_merge_of_the_last_round_from_a_copy_of_the_folder()
    {
        await TestRun.CompleteAsync(run.Data, folder.File("out"), "--secure");
        var copy = FolderCopy.Make(folder.File("out"), folder.File("copy"));
        File.Delete(Path.Combine(copy, "region", "region.db"));

        var equal = await TapestryProcess.RunAsync("verify-round", copy, "--round", $"{TestRun.Rounds}");
        var unknown = await TapestryProcess.RunAsync("verify-round", copy, "--round", $"{TestRun.Rounds + 1}");

        equal.AssertSucceeded();
        Assert.Contains($"Round 'shared-base/{TestRun.Rounds}' is equal", equal.Output, StringComparison.Ordinal);
        unknown.AssertFailed(4, "it was not certified there");
    }

    [Fact]
    public async Task A_changed_certificate_does_not_verify()
    {
        await TestRun.CompleteAsync(run.Data, folder.File("out"), "--secure");
        var evidence = Path.Combine(folder.File("out"), "region", "evidence", "shared-base", $"{TestRun.Rounds}.json");
        var text = await File.ReadAllTextAsync(evidence);
        await File.WriteAllTextAsync(evidence, text.Replace("\"policyVersion\":1", "\"policyVersion\":2", StringComparison.Ordinal));

        (await TapestryProcess.RunAsync("verify-round", folder.File("out"), "--round", $"{TestRun.Rounds}"))
            .AssertFailed(5, "not signed");
    }

    [Fact]
    public async Task The_same_seed_drops_the_same_sites_and_gives_the_same_base()
    {
        string[] sites = [.. TestRun.Sites, "delta"];
        var data = TestText.Write(folder.File("data"), sites);
        var first = await TestRun.CompleteAsync(data, folder.File("first"), "--secure", "--drop", "0.25", "--seed", "3");
        var again = await TestRun.CompleteAsync(data, folder.File("again"), "--secure", "--drop", "0.25", "--seed", "3");

        Assert.Equal(first.SharedBaseSha256, again.SharedBaseSha256);
        Assert.Equal(first.Secure, again.Secure);
        Assert.Equal(TestRun.Rounds, first.Rounds.Count(round => round.Status == RoundStatus.Certified));
        Assert.Equal(0.25, first.Secure!.Drop);
    }

    [Fact]
    public async Task Too_many_dropouts_end_the_run_by_rule()
    {
        string[] sites = [.. TestRun.Sites, "delta"];
        var data = TestText.Write(folder.File("data"), sites);

        var result = await TapestryProcess.RunAsync(
            TestRun.Arguments(data, folder.File("out"), "--secure", "--drop", "0.75", "--quiet"));

        result.AssertFailed(3, "rounds in a row were abandoned");
    }

    [Theory]
    [InlineData("--bits", "12")]
    [InlineData("--drop", "0.25")]
    public async Task An_option_of_secure_aggregation_without_it_is_refused(string option, string value) =>
        (await TapestryProcess.RunAsync(TestRun.Arguments(run.Data, folder.File("out"), option, value))).AssertFailed(2, "--secure is not given");

    [Fact]
    public async Task An_encoding_beside_secure_aggregation_is_refused() => (await TapestryProcess.RunAsync(
        TestRun.Arguments(run.Data, folder.File("out"), "--secure", "--encoding", "int8"))).AssertFailed(2, "--encoding together with --secure");
}
