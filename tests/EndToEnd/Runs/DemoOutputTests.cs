using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tapestry.Client.Cli.Reports;
using Tapestry.Client.Site.Egress;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Models;

namespace Tapestry.EndToEnd.Tests.Runs;

/// <summary>What a finished demo leaves behind.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class DemoOutputTests(FinishedRun run)
{
    private static readonly string[] MessageTypes =
        ["site-registration", "ticket-query", "blob-query", "ready-report", "cohort-query", "contribution-upload"];

    [Fact]
    public void Every_documented_file_is_there_and_nothing_half_written()
    {
        string[] expected =
        [
            "report.json", "report.html", "run.json", "shared-base/model.safetensors", "shared-base/config.json", "region/region.db",
            .. TestRun.Sites.SelectMany(site => (string[])
                [$"sovereign/{site}/model.safetensors", $"sovereign/{site}/config.json", $"sites/{site}/egress.jsonl"]),
        ];

        Assert.All(expected, name => Assert.True(File.Exists(run.PathOf(name)), name));
        Assert.Empty(Directory.EnumerateFiles(run.Out, "*.partial", SearchOption.AllDirectories));
        Assert.DoesNotContain(Directory.EnumerateDirectories(run.PathOf("sovereign")), path => path.EndsWith(".work", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.EnumerateFiles(run.PathOf("region", "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_report_tells_of_every_round_and_site()
    {
        var report = run.Report;

        Assert.Equal(TestRun.Sites, report.Settings.Languages);
        Assert.Equal(Enumerable.Range(1, TestRun.Rounds), report.Rounds.Select(round => round.Round));
        Assert.All(report.Rounds, round =>
        {
            Assert.Equal(RoundStatus.Certified, round.Status);
            Assert.Equal(TestRun.Sites, round.HeldOutBitsPerByte.Keys.Order(StringComparer.Ordinal));
            Assert.InRange(round.MeanLoss, 0.1, Math.Log(256) + 1);
            var payload = sizeof(ushort) * report.Parameters * TestRun.Sites.Count;
            Assert.InRange(round.BytesUp, payload, payload + (256 * TestRun.Sites.Count));
            Assert.Equal(sizeof(float) * report.Parameters * TestRun.Sites.Count, round.BytesDown);
        });
        Assert.Equal(TestRun.Sites, report.Bpb.SharedBase.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TestRun.Sites, report.Bpb.Sovereign.Keys.Order(StringComparer.Ordinal));
        Assert.Null(report.Bpb.Alone);
        Assert.Equal(report.Rounds.Sum(round => round.BytesUp), report.Traffic.BytesUp);
    }

    [Fact]
    public void Training_has_lowered_the_bits_per_byte() => Assert.All(
        run.Report.Bpb.SharedBase, pair => Assert.True(pair.Value < run.Report.Rounds[0].HeldOutBitsPerByte[pair.Key], pair.Key));

    [Fact]
    public void The_shared_base_opens_and_has_the_reported_hash()
    {
        var (config, parameters) = ModelCheckpoint.Load(run.PathOf("shared-base"));

        Assert.Equal(ModelConfig.Nano, config);
        Assert.Equal(
            run.Report.SharedBaseSha256, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(parameters.AsSpan()))));
    }

    [Fact]
    public void Every_member_has_a_model_of_its_own()
    {
        var models = TestRun.Sites.Select(site => ModelCheckpoint.Load(run.PathOf("sovereign", site)).Parameters)
            .Append(ModelCheckpoint.Load(run.PathOf("shared-base")).Parameters).ToArray();

        Assert.Equal(models.Length, models.Select(model => model[0]).Distinct().Count());
    }

    [Fact]
    public async Task Each_journal_lists_every_message_that_left()
    {
        foreach (var site in TestRun.Sites)
        {
            var entries = await ReadJournalAsync(site);
            var counts = entries.GroupBy(entry => entry.Type).ToDictionary(group => group.Key, group => group.Count());

            Assert.Equal(MessageTypes.Order(StringComparer.Ordinal), counts.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(1, counts["site-registration"]);
            Assert.Equal(TestRun.Rounds + 1, counts["ticket-query"]);
            Assert.All(MessageTypes[2..], type => Assert.Equal(TestRun.Rounds, counts[type]));
        }
    }

    [Fact]
    public async Task The_journals_account_for_every_byte_of_contributions()
    {
        var uploads = new List<EgressEntry>();
        foreach (var site in TestRun.Sites)
        {
            uploads.AddRange((await ReadJournalAsync(site)).Where(entry => entry.Type == "contribution-upload"));
        }

        // An entry counts the message around the frame too: a few hundred bytes of JSON.
        Assert.InRange(
            uploads.Sum(entry => entry.Bytes), run.Report.Traffic.BytesUp, run.Report.Traffic.BytesUp + (500 * uploads.Count));
    }

    private async Task<IReadOnlyList<EgressEntry>> ReadJournalAsync(string site) =>
        await EgressJournal.ReadAsync(run.PathOf("sites", site, "egress.jsonl")).ToListAsync();
}
