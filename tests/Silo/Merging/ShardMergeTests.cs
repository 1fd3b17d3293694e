using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Encoding;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Merging;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Merging;

public sealed class ShardMergeTests
{
    private static readonly RoundId Round = new(SiloConsortium.Run, 1);
    private static readonly OuterOptimizerSettings Outer = new() { LearningRate = 0.7f, Momentum = 0.6f };
    private static readonly decimal[] Weights = [0.5m, 0.3m, 0.2m];

    [Theory]
    [InlineData(EncodingKind.Fp32, false)]
    [InlineData(EncodingKind.Fp32, true)]
    [InlineData(EncodingKind.Bf16, true)]
    [InlineData(EncodingKind.Int8, true)]
    [InlineData(EncodingKind.Fp4, false)]
    [InlineData(EncodingKind.TopK, true)]
    public async Task A_merge_is_the_weighted_mean_and_a_Nesterov_step(EncodingKind encoding, bool hasMomentum)
    {
        await using var fixture = await RegionFixture.StartAsync();
        var plan = await PlanAsync(fixture, encoding, hasMomentum);

        var result = await new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default);

        var before = await fixture.ReadAsync(plan.Shard.Parameters);
        var momentum = hasMomentum ? await fixture.ReadAsync(plan.OptimizerState!.Value) : new float[before.Length];
        var after = await fixture.ReadAsync(result.Shard.Parameters);
        var newMomentum = await fixture.ReadAsync(result.OptimizerState!.Value);
        for (var i = 0; i < before.Length; i++)
        {
            var mean = SiloConsortium.Sites.Zip(Weights).Sum(pair => (double)pair.Second * Travelled(pair.First, encoding)[i]);
            var pushed = (Outer.Momentum * momentum[i]) + mean;
            Assert.Equal(pushed, newMomentum[i], 1e-6);
            Assert.Equal(before[i] - (Outer.LearningRate * (mean + (Outer.Momentum * pushed))), after[i], 1e-6);
        }
    }

    [Fact]
    public async Task An_Adam_step_is_in_units_of_the_inner_learning_rates()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var adam = new OuterOptimizerSettings
        {
            Kind = OuterOptimizerKind.Adam,
            LearningRate = 0.75f,
            SecondMomentDecay = 0.99f,
            Threshold = 0.1f,
            InnerLearningRates = 2e-3f,
            Step = 1,
        };
        var plan = await PlanAsync(fixture, EncodingKind.Fp32, hasMomentum: false) with { Outer = adam };

        var result = await new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default);

        var before = await fixture.ReadAsync(plan.Shard.Parameters);
        var after = await fixture.ReadAsync(result.Shard.Parameters);
        Assert.Equal(2 * before.Length, (await fixture.ReadAsync(result.OptimizerState!.Value)).Length);
        for (var i = 0; i < before.Length; i++)
        {
            var mean = SiloConsortium.Sites.Zip(Weights).Sum(
                pair => (double)pair.Second * Travelled(pair.First, EncodingKind.Fp32)[i]) / adam.InnerLearningRates;

            // At step 1 bias correction makes the root of the second moment the magnitude itself.
            var expected = before[i] - (adam.LearningRate * adam.InnerLearningRates * mean / (Math.Abs(mean) + adam.Threshold));
            Assert.Equal(expected, after[i], 1e-6);
        }
    }

    [Fact]
    public async Task A_merge_that_is_repeated_gives_the_same_bits()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var plan = await PlanAsync(fixture, EncodingKind.Bf16, hasMomentum: true);

        var first = await new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default);
        var second = await new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default);

        Assert.Equal(first, second);
        Assert.Equal(plan.Shard.Index, first.Shard.Index);
        Assert.NotEqual(plan.Shard.Parameters, first.Shard.Parameters);
    }

    [Fact]
    public async Task The_order_of_the_plan_is_the_order_of_the_sum()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var plan = await PlanAsync(fixture, EncodingKind.Fp32, hasMomentum: false);
        var swapped = plan with { Contributions = [.. plan.Contributions.Reverse()] };

        var straight = await MergedAsync(fixture, plan);
        var reversed = await MergedAsync(fixture, swapped);

        Assert.All(straight.Zip(reversed), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public async Task A_base_of_another_length_is_refused()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var plan = await PlanAsync(fixture, EncodingKind.Fp32, hasMomentum: false);
        var wrong = plan with { OptimizerState = await fixture.PutAsync(new float[36]) };

        await Assert.ThrowsAsync<InvalidDataException>(() => new ShardMerge(fixture.Region.Blobs).RunAsync(wrong, default));
    }

    [Fact]
    public async Task A_damaged_contribution_is_named()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var plan = await PlanAsync(fixture, EncodingKind.Fp32, hasMomentum: false);
        fixture.Damage(plan.Contributions[1].Frame);

        var fault = await Assert.ThrowsAsync<CorruptBlobException>(() => new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default));

        Assert.Equal(plan.Contributions[1].Frame, fault.Blob);
    }

    [Fact]
    public async Task A_frame_of_another_site_does_not_pass_for_this_ones()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var plan = await PlanAsync(fixture, EncodingKind.Fp32, hasMomentum: false);
        var forged = plan with { Contributions = [plan.Contributions[0] with { Frame = plan.Contributions[1].Frame }] };

        await Assert.ThrowsAsync<ContributionBindingException>(() => new ShardMerge(fixture.Region.Blobs).RunAsync(forged, default));
    }

    private static async Task<float[]> MergedAsync(RegionFixture fixture, MergePlan plan) =>
        await fixture.ReadAsync((await new ShardMerge(fixture.Region.Blobs).RunAsync(plan, default)).Shard.Parameters);

    /// <summary>A site's update as the region decodes it.</summary>
    private static float[] Travelled(SiteId site, EncodingKind encoding)
    {
        var values = SiloConsortium.Update(site, Round, 0);
        var codec = WireEncoding.Codec(encoding);
        var payload = new byte[codec.ByteCount(values.Length)];
        codec.Decode(payload, codec.Encode(values, payload), values);
        return values;
    }

    private static async Task<MergePlan> PlanAsync(RegionFixture fixture, EncodingKind encoding, bool hasMomentum)
    {
        var contributions = new List<WeightedContribution>();
        foreach (var (site, weight) in SiloConsortium.Sites.Zip(Weights))
        {
            var frame = ContributionCodec.Encode(
                WireEncoding.Bind(Round, 0, site), WireEncoding.Codec(encoding), SiloConsortium.Update(site, Round, 0));
            contributions.Add(new WeightedContribution(site, weight, await fixture.Region.Blobs.PutAsync(frame, default)));
        }

        var length = SiloConsortium.ShardLengths[0];
        return new MergePlan
        {
            Round = Round,
            Shard = new ShardVersion(0, length, await fixture.PutAsync(SiloConsortium.Values(100, length))),
            OptimizerState = hasMomentum ? await fixture.PutAsync(SiloConsortium.Values(200, length)) : null,
            Contributions = contributions,
            Encoding = encoding,
            Outer = Outer,
        };
    }
}
