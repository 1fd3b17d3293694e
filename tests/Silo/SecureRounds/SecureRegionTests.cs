using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Silo.Merging;
using Tapestry.Silo.SecureRounds;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.SecureRounds;

/// <summary>The region's side of secure rounds: jobs, gateway and merge, with members that follow the protocol.</summary>
public sealed class SecureRegionTests
{
    private static readonly SecureAggregationPlan Plan = new()
    {
        BitsPerCoordinate = 12, ClipNorm = 10, StepDeadline = TimeSpan.FromMinutes(2), MaximumAttempts = 1,
    };

    [Fact]
    public async Task The_merge_decodes_the_exact_sum_of_the_integers()
    {
        await using var scene = await StartAsync();
        await scene.ToMergingAsync();

        for (var shard = 0; shard < SiloConsortium.ShardLengths.Count; shard++)
        {
            var plan = await scene.Fixture.Round(1).GetMergePlanAsync(shard);
            var mean = await new SecureMean(scene.Fixture.Region.Blobs).ReadAsync(plan, default);

            Assert.Equal(Decoded(scene, shard, plan), mean);
        }
    }

    [Fact]
    public async Task Side_values_are_summed_exactly()
    {
        await using var scene = await StartAsync();
        await scene.ToMergingAsync();

        var sums = (await scene.Fixture.Round(1).GetAsync()).Secure!.Sum!.SideSums;
        Assert.Equal([SideValue.Tokens, SideValue.MeanLoss, SideValue.BaseBits], sums.Select(sum => sum.Name));
        Assert.Equal([3, 6, 1_000_000_003], sums.Select(sum => sum.Sum));
    }

    [Fact]
    public async Task Closing_a_step_twice_gives_the_same_bytes()
    {
        await using var scene = await StartAsync();
        await scene.AnswerAsync();
        var plan = await scene.Fixture.Round(1).GetSecureStepAsync(1, SecureStep.Advertise);

        var first = await new StepClosing(scene.Fixture.Region.Blobs).RunAsync(plan, default);
        var second = await new StepClosing(scene.Fixture.Region.Blobs).RunAsync(plan, default);

        Assert.Equal((first.RegionState, first.Next), (second.RegionState, second.Next));
        Assert.Equal(SecureStep.DealShares, first.Next);
    }

    [Fact]
    public async Task A_merge_can_be_repeated_by_anyone_from_blobs()
    {
        await using var scene = await StartAsync();
        await scene.ToMergingAsync();
        var plan = await scene.Fixture.Round(1).GetMergePlanAsync(0);
        await scene.Fixture.RunUntilEndedAsync(1);

        var repeated = await new ShardMerge(scene.Fixture.Region.Blobs).RunAsync(plan, default);

        Assert.Equal((await scene.Fixture.Round(1).GetAsync()).Certificate!.Outputs[0], repeated.Shard);
    }

    [Fact]
    public async Task An_input_that_commits_to_other_frames_than_were_uploaded_does_not_count()
    {
        await using var scene = await StartAsync(commit: digest => Hash256.Of(digest.ToArray()));
        await scene.ToAsync(SecureStep.SendInputs);
        await scene.AnswerAsync();
        await scene.Fixture.RunUntilEndedAsync(1);

        Assert.Contains("TooFewInputs", (await scene.Fixture.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_answer_does_not_count()
    {
        await using var scene = await StartAsync();
        var ticket = await scene.TicketAsync();
        var forged = new byte[] { 1, 2, 3 };
        await scene.Fixture.Gateway.AnswerProtocolAsync(
            new ProtocolAnswer
            {
                Site = scene.Sites[0].Site, Round = ticket.Round, Attempt = 1, Step = SecureStep.Advertise,
                Digest = Sha256Digest.Of(forged), Message = forged,
            },
            default);
        await scene.Sites[1].AnswerAsync(scene.Fixture.Gateway, ticket, scene.Sites);
        await scene.Sites[2].AnswerAsync(scene.Fixture.Gateway, ticket, scene.Sites);
        await scene.Fixture.RunUntilEndedAsync(1);

        Assert.Contains("TooFewAdvertisements", (await scene.Fixture.Round(1).GetAsync()).AbandonReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, SecureStep.Unmask)]
    [InlineData(2, SecureStep.Advertise)]
    public async Task An_answer_to_a_step_that_is_not_open_is_refused_and_not_stored(int attempt, SecureStep step)
    {
        await using var scene = await StartAsync();
        var message = new byte[] { 4, 5, 6 };
        var answer = new ProtocolAnswer
        {
            Site = scene.Sites[0].Site, Round = (await scene.TicketAsync()).Round, Attempt = attempt, Step = step,
            Digest = Sha256Digest.Of(message), Message = message,
        };

        var refused = await Assert.ThrowsAsync<RoundException>(() => scene.Fixture.Gateway.AnswerProtocolAsync(answer, default));

        Assert.Equal(RoundException.TooLate, refused.Code);
        Assert.False(await scene.Fixture.Region.Blobs.ExistsAsync(answer.Digest, default));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 0x80)]
    public async Task A_masked_frame_of_another_length_or_with_padding_set_is_refused(int extra, byte last)
    {
        await using var scene = await StartAsync();
        await scene.ToAsync(SecureStep.SendInputs);
        var ticket = await scene.TicketAsync();
        var frame = new byte[((SiloConsortium.ShardLengths[0] * 12) + 7) / 8 + extra];
        frame[^1] = last;

        var refused = await Assert.ThrowsAsync<RoundException>(() => scene.Fixture.Gateway.UploadAsync(
            new ContributionUpload { Site = scene.Sites[0].Site, Round = ticket.Round, Shard = 0, Digest = Sha256Digest.Of(frame), Frame = frame },
            default));

        Assert.Equal(RoundException.InvalidFrame, refused.Code);
    }

    [Fact]
    public async Task What_a_step_still_needs_survives_a_collection()
    {
        await using var scene = await StartAsync();
        await scene.ToAsync(SecureStep.SendInputs);
        await scene.Sites[0].AnswerAsync(scene.Fixture.Gateway, await scene.TicketAsync(), scene.Sites);
        await scene.Fixture.Region.Retention.CollectNowAsync(default);
        await scene.Sites[1].AnswerAsync(scene.Fixture.Gateway, await scene.TicketAsync(), scene.Sites);
        await scene.Sites[2].AnswerAsync(scene.Fixture.Gateway, await scene.TicketAsync(), scene.Sites);
        await scene.RunJobAsync(SecureStep.SendInputs);

        Assert.Equal(3, (await scene.Fixture.Round(1).GetAsync()).Secure!.Expected.Count);
    }

    private static float[] Decoded(SecureScene scene, int shard, MergePlan plan)
    {
        var length = SiloConsortium.ShardLengths[shard];
        var sum = new int[length];
        foreach (var site in scene.Sites)
        {
            var integers = SecureScene.Integers(site.Site, shard);
            for (var i = 0; i < length; i++)
            {
                sum[i] += integers[i];
            }
        }

        var packed = new byte[BitPacking.ByteCount(length, 12)];
        BitPacking.Pack(sum, 12, packed);
        var options = new SecureEncodingOptions
        {
            BitsPerCoordinate = 12,
            Contributions = 3,
            Granularity = plan.Secure!.Granularity,
            Rotation = new RotationSeed(Convert.FromHexString(plan.Secure.RotationSeed.Value)),
        };
        var mean = new float[length];
        SecureDecoder.DecodeSum(packed, options, mean);
        return mean;
    }

    private static Task<SecureScene> StartAsync(Func<Hash256, Hash256>? commit = null) => SecureScene.StartAsync(Plan, commit ?? (digest => digest));
}
