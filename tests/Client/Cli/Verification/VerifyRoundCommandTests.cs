using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Tests.Cli.Verification;

public sealed class VerifyRoundCommandTests(PublishedRun run) : IClassFixture<PublishedRun>, IDisposable
{
    private static readonly Sha256Digest Planted = Sha256Digest.Of([9]);
    private readonly TemporaryFolder folder = new();
    private readonly CommandLine tapestry = new(new RecordingRunner());

    private string Place => folder.PathOf("copy");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("region")]
    public async Task An_honest_round_is_equal_from_the_runs_folder_and_from_its_regions(string inside)
    {
        run.CopyTo(Place);

        Assert.Equal(ExitCodes.Success, await VerifyAsync(Path.Combine(Place, inside)));

        Assert.Equal("Round 'run/1' is equal: 3 shards, merged again, have the certified bytes.", tapestry.Output.Trim());
    }

    [Fact]
    public async Task A_cheating_merge_is_named_by_its_first_shard_in_words_and_as_json()
    {
        run.CopyTo(Place, Cheat);

        Assert.Equal(ExitCodes.NotVerified, await VerifyAsync(Place));
        Assert.StartsWith(
            $"Round 'run/1' differs: shard 1's parameters is certified as {Planted}; its merge gives ", tapestry.Output, StringComparison.Ordinal);

        var json = new CommandLine(new RecordingRunner());
        Assert.Equal(ExitCodes.NotVerified, await json.RunAsync("verify-round", Place, "--run", "run", "--round", "1", "--json"));
        using var answer = JsonDocument.Parse(json.Output);
        Assert.False(answer.RootElement.GetProperty("equal").GetBoolean());
        Assert.Equal(1, answer.RootElement.GetProperty("difference").GetProperty("shard").GetInt32());
        Assert.Equal(Planted.Value, answer.RootElement.GetProperty("difference").GetProperty("certified").GetString());
    }

    [Fact]
    public async Task Evidence_that_does_not_hold_is_not_verified()
    {
        run.CopyTo(Place, certificate => certificate with { BaseBefore = Planted });

        Assert.Equal(ExitCodes.NotVerified, await VerifyAsync(Place));

        Assert.Contains("Round 'run/1' does not verify", tapestry.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--round", "2")]
    [InlineData("--run", "other")]
    public async Task What_was_not_certified_there_is_refused(string option, string value)
    {
        run.CopyTo(Place);
        string[] round = option == "--round" ? ["--run", "run", option, value] : [option, value, "--round", "1"];

        Assert.Equal(ExitCodes.Refused, await tapestry.RunAsync(["verify-round", Place, .. round]));

        Assert.Contains("it was not certified there", tapestry.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blobs_that_are_gone_are_named()
    {
        run.CopyTo(Place);
        Directory.Delete(Path.Combine(Place, "region", "blobs"), recursive: true);

        Assert.Equal(ExitCodes.Refused, await VerifyAsync(Place));

        Assert.Contains("a region keeps the blobs of its last rounds only", tapestry.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_evidence_is_refused()
    {
        run.CopyTo(Place);
        File.WriteAllText(Path.Combine(Place, "region", "evidence", "run", "1.json"), "{");

        Assert.Equal(ExitCodes.Refused, await VerifyAsync(Place));
    }

    [Theory]
    [InlineData("--round", "0")]
    [InlineData("--run", "no/name")]
    public async Task Arguments_that_name_no_round_are_a_usage_error(string option, string value)
    {
        string[] round = option == "--round" ? [option, value] : [option, value, "--round", "1"];

        Assert.Equal(ExitCodes.Usage, await tapestry.RunAsync(["verify-round", Place, .. round]));

        Assert.NotEmpty(tapestry.Errors);
    }

    private static RoundCertificate Cheat(RoundCertificate certificate)
    {
        ShardVersion[] outputs = [certificate.Outputs[0], certificate.Outputs[1] with { Parameters = Planted }, .. certificate.Outputs.Skip(2)];
        return certificate with { Outputs = outputs, BaseAfter = new BaseManifest(outputs).Digest() };
    }

    private Task<int> VerifyAsync(string place) => tapestry.RunAsync("verify-round", place, "--run", "run", "--round", "1");
}
