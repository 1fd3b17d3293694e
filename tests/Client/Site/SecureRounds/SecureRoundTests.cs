using System.Runtime.InteropServices;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>Whole secure rounds: real agents, real region, real jobs.</summary>
public sealed class SecureRoundTests
{
    [Fact]
    public async Task The_region_merges_the_mean_of_updates_that_it_never_saw()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 4);
        var uploads = new List<ContributionUpload>();
        fixture.Watch = (_, gateway) => gateway.Before = message =>
        {
            if (message is ContributionUpload upload)
            {
                lock (uploads)
                {
                    uploads.Add(upload);
                }
            }
        };

        var run = await fixture.CompleteAsync();

        var updates = fixture.Sites.Select(site => Floats(File.ReadAllBytes(
            Path.Combine(fixture.FolderOf(site), "rounds", "run-0000001", "update.f32")))).ToArray();
        var before = await ReadAsync(fixture, (await fixture.RoundAsync(1)).Ticket.Base);
        var after = await ReadAsync(fixture, run.Base);
        var granularity = (await fixture.RoundAsync(1)).Ticket.Secure!.Granularities.Max();
        var moved = Enumerable.Range(0, after.Length).Select(i => before[i] - after[i]).ToArray();
        var error = Enumerable.Range(0, after.Length).Select(i => moved[i] - updates.Average(update => update[i])).ToArray();
        Assert.True(Rms(moved) > 1e-3);

        // Stochastic rounding errs by a granularity at most, its variance is a quarter of that squared, and the rotation keeps norms.
        Assert.InRange(Rms(error), 0, granularity * Math.Sqrt(fixture.Sites.Count) / 2);
        Assert.Equal(4 * 4, uploads.Count);
        Assert.Equal(uploads.Count, uploads.Select(upload => upload.Digest).Distinct().Count());
    }

    [Fact]
    public async Task What_is_not_rounded_away_comes_with_the_next_update()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 3);
        await fixture.CompleteAsync();

        var folder = Path.Combine(fixture.FolderOf(fixture.Sites[0]), "rounds", "run-0000001");
        var residual = Floats(File.ReadAllBytes(Path.Combine(folder, "residual.f32")));
        var update = Floats(File.ReadAllBytes(Path.Combine(folder, "update.f32")));
        Assert.InRange(Rms(residual), 1e-9, Rms(update) / 20);
    }

    [Fact]
    public async Task Metrics_leave_as_sums_only()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 3);
        await fixture.CompleteAsync();

        var round = await fixture.RoundAsync(1);
        Assert.All(round.Ready, report => Assert.Equal((null, null, null), (report.Tokens, report.MeanLoss, report.BaseBitsPerByte)));
        var sums = round.Certificate!.Secure!.SideSums.ToDictionary(sum => sum.Name, sum => sum.Sum);
        Assert.Equal(3 * 2 * 2 * 8, sums[SideValue.Tokens]);
        var bits = 4 + Math.Abs(TinyRun.Start(1)[0]);
        Assert.Equal(3 * (long)Math.Round(bits * 1e6), sums[SideValue.BaseBits]);
        Assert.InRange(sums[SideValue.MeanLoss], 3_000_000, 30_000_000);
    }

    [Fact]
    public async Task A_member_may_publish_its_metrics()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 2);
        fixture.Configure = options => options with { Policy = options.Policy with { PublishesMetrics = true } };
        await fixture.CompleteAsync();

        Assert.All((await fixture.RoundAsync(1)).Ready, report => Assert.Equal(2 * 2 * 8, report.Tokens));
    }

    [Theory]
    [InlineData(SecureStep.Advertise)]
    [InlineData(SecureStep.DealShares)]
    [InlineData(SecureStep.SendInputs)]
    [InlineData(SecureStep.SignSurvivors)]
    [InlineData(SecureStep.Unmask)]
    public async Task The_sum_of_the_others_is_merged_when_a_site_drops_out_of_a_step(SecureStep step)
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 4, rounds: 2);
        var lost = fixture.Sites[2];
        fixture.Watch = (site, gateway) => gateway.Before = message => DropOnce(fixture, message, site == lost ? step : null);

        var run = await fixture.CompleteAsync();

        var first = await fixture.RoundAsync(1);
        var isInSum = step > SecureStep.SendInputs;
        Assert.Equal((RunPhase.Completed, 2), (run.Phase, run.CertifiedRounds));
        Assert.Equal(isInSum ? 4 : 3, first.Certificate!.Merged.Count);
        Assert.Equal(isInSum ? [] : [lost], first.Certificate.Secure!.Dropped);
        Assert.Equal(4, (await fixture.RoundAsync(2)).Certificate!.Merged.Count);
    }

    [Fact]
    public async Task Too_few_survivors_abandon_the_round_and_leave_the_base_as_it_was()
    {
        await using var fixture = await SecureFixture.StartAsync(sites: 3, rounds: 1);
        var lost = fixture.Sites[1];
        fixture.Watch = (site, gateway) => gateway.Before = message =>
            DropOnce(fixture, message, site == lost ? SecureStep.SendInputs : null);

        var run = await fixture.CompleteAsync();

        var (first, second) = (await fixture.RoundAsync(1), await fixture.RoundAsync(2));
        Assert.Contains("TooFewInputs", first.AbandonReason, StringComparison.Ordinal);
        Assert.Equal(first.Ticket.Base.Digest(), second.Ticket.Base.Digest());
        Assert.Equal((RunPhase.Completed, 3), (run.Phase, second.Certificate!.Merged.Count));
    }

    /// <summary>In round 1, instead of its answer to the step: the site crashes, and the region is told that it is gone.</summary>
    private static void DropOnce(SecureFixture fixture, SiteMessage message, SecureStep? step)
    {
        if (message is ProtocolAnswer { Round.Number: 1 } answer && answer.Step == step)
        {
            fixture.Region.Gateway.WithdrawAsync(
                new ProtocolWithdrawal { Site = answer.Site, Round = answer.Round, Reason = "planted" }, default).GetAwaiter().GetResult();
            throw new PlantedCrashException();
        }
    }

    private static async Task<float[]> ReadAsync(SecureFixture fixture, BaseManifest manifest)
    {
        var values = new List<float>();
        foreach (var shard in manifest.Shards)
        {
            values.AddRange(Floats((await fixture.Region.Blobs.ReadAsync(shard.Parameters, default)).ToArray()));
        }

        return [.. values];
    }

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private static double Rms(IReadOnlyCollection<float> values) => Math.Sqrt(values.Average(value => (double)value * value));
}
