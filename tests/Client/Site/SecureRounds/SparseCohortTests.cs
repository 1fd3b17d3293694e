using System.Runtime.InteropServices;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Verification;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>A cohort above 32 members, whose masking graph is sparse, through real agents, grains and jobs.</summary>
public sealed class SparseCohortTests
{
    private const int Members = 40;

    [Fact]
    public async Task Forty_members_with_dropouts_give_the_exact_sum_that_anybody_can_repeat()
    {
        await using var fixture = await SecureFixture.StartAsync(Members, change: definition => definition with
        {
            Secure = definition.Secure! with { DropoutPerMille = 100 },
        });
        var lost = new Dictionary<SiteId, SecureStep>
        {
            [fixture.Sites[3]] = SecureStep.SendInputs,
            [fixture.Sites[17]] = SecureStep.SendInputs,
            [fixture.Sites[30]] = SecureStep.Unmask,
        };
        fixture.Watch = (site, gateway) => gateway.Before = message => DropOnce(fixture, lost, message);

        var run = await fixture.CompleteAsync();

        var round = await fixture.RoundAsync(1);
        var survivors = fixture.Sites.Where(site => lost.GetValueOrDefault(site) != SecureStep.SendInputs).ToArray();
        Assert.Equal((RunPhase.Completed, 1), (run.Phase, run.CertifiedRounds));
        Assert.Equal(survivors.ToHashSet(), round.Certificate!.Merged.Select(member => member.Site).ToHashSet());
        Assert.Equal(
            survivors.Length * 2 * 2 * 8, round.Certificate.Secure!.SideSums.Single(sum => sum.Name == SideValue.Tokens).Sum);
        await AssertMeanAsync(fixture, round, run, survivors);
        await fixture.Region.Evidence.PublishNowAsync(default);
        Assert.True((await VerifyAsync(Path.Combine(fixture.Folder, "region"), round.Ticket.Round)).IsEqual);
    }

    [Fact]
    public async Task The_ticket_shows_how_many_mask_with_whom_and_the_bound_on_failure()
    {
        await using var fixture = await SecureFixture.StartAsync(Members, change: definition => definition with
        {
            Secure = definition.Secure! with { DropoutPerMille = 100 },
        });

        var graph = (await fixture.RoundAsync(1)).Ticket.Secure!.Graph!;

        Assert.Equal((Members, 36), (graph.Members, graph.Threshold));
        Assert.InRange(graph.Neighbours, graph.ShareThreshold, Members - 2);

        // More shares are needed than the members that may collude have: nothing is left to chance.
        Assert.True(graph.ShareThreshold > Members / 3);
        Assert.Null(graph.FailureBits);
    }

    /// <summary>What moved is the mean of what survivors sent, to the last bits of a float, though a step of the integers is far larger.</summary>
    private static async Task AssertMeanAsync(SecureFixture fixture, RoundView round, RunView run, IReadOnlyList<SiteId> survivors)
    {
        var before = await ReadAsync(fixture, round.Ticket.Base);
        var after = await ReadAsync(fixture, run.Base);
        var sent = survivors.Select(site => Sent(Path.Combine(fixture.FolderOf(site), "rounds", "run-0000001"))).ToArray();
        var largest = Enumerable.Range(0, before.Length)
            .Max(i => Math.Abs(before[i] - after[i] - sent.Average(update => (double)update[i])));
        var moved = Enumerable.Range(0, before.Length).Max(i => Math.Abs(before[i] - after[i]));

        Assert.True(moved > 1e-3);
        Assert.InRange(largest, 0, round.Ticket.Secure!.Granularities.Max() / 100);
    }

    private static float[] Sent(string folder)
    {
        var update = Floats(File.ReadAllBytes(Path.Combine(folder, "update.f32")));
        var residual = Floats(File.ReadAllBytes(Path.Combine(folder, "residual.f32")));
        return [.. update.Zip(residual, (whole, left) => whole - left)];
    }

    private static async Task<RoundVerdict> VerifyAsync(string folder, RoundId round)
    {
        var files = new FolderFiles(folder);
        var path = PublishedLayout.Evidence(round);
        var evidence = EvidenceFile.Read((await files.TryReadAsync(path, default))!.Value.Span, path);
        return await new RoundVerifier(new PublishedBlobs(files)).VerifyAsync(evidence, default);
    }

    /// <summary>Instead of its answer to its step: the site crashes, and the region is told that it is gone.</summary>
    private static void DropOnce(SecureFixture fixture, Dictionary<SiteId, SecureStep> lost, SiteMessage message)
    {
        if (message is ProtocolAnswer answer && lost.TryGetValue(answer.Site, out var step) && step == answer.Step)
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
}
