using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Runs;

public sealed class SecureRunTests
{
    private static readonly SiteLevelNoise Noise = SecureConsortium.Noise(LinearComposition.Costing(1));

    public static TheoryData<SecureAggregationPlan, string> Refused => new()
    {
        { SecureConsortium.Plan with { BitsPerCoordinate = 1 }, "bits a coordinate is 1" },
        { SecureConsortium.Plan with { BitsPerCoordinate = 33 }, "bits a coordinate is 33" },
        { SecureConsortium.Plan with { BitsPerCoordinate = 3 }, "enough for the sum of 4 sites" },
        { SecureConsortium.Plan with { ClipNorm = 0 }, "clip norm is 0" },
        { SecureConsortium.Plan with { DropoutPerMille = 1001 }, "tolerated dropout is 1001" },
        { SecureConsortium.Plan with { CorruptionPerMille = 334 }, "tolerated corruption is 334" },
        { SecureConsortium.Plan with { MaximumAttempts = 65 }, "handshakes a round is 65" },
        { SecureConsortium.Plan with { StepDeadline = TimeSpan.Zero }, "step deadline" },
        { SecureConsortium.Plan with { Noise = Noise with { Granularity = 0 } }, "granularity is 0" },
        { SecureConsortium.Plan with { Noise = Noise with { FewestSurvivors = 1 } }, "fewest survivors under noise is 1" },
        { SecureConsortium.Plan with { Noise = Noise with { FewestSurvivors = 5 } }, "fewest survivors under noise is 5" },
        { SecureConsortium.Plan with { Noise = Noise with { Mechanism = Noise.Mechanism with { Dimension = 200 } } }, "dimension of the noise is 200" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_plan_out_of_range_is_refused(SecureAggregationPlan plan, string why)
    {
        var refused = await Assert.ThrowsAsync<RunException>(
            () => TestRegion.StartAsync(SecureConsortium.Definition(4) with { Secure = plan }, new CharterPolicy { Quorum = 2 }));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_without_an_identity_key_is_refused()
    {
        await using var region = await TestRegion.CreateAsync();
        await region.Consortium.FoundAsync(new CharterPolicy { Quorum = 2 });
        foreach (var site in TestConsortium.Sites(2))
        {
            await region.Consortium.AdmitAsync(new Member { Site = site, DisplayName = site.Value });
        }

        var refused = await Assert.ThrowsAsync<RunException>(() => region.Run.CreateAsync(SecureConsortium.Definition(2)));

        Assert.Contains("identity key of 'site-0' is absent", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_noise_no_sum_leaves_that_tells_of_the_data_without_noise()
    {
        await using var region = await TestRegion.StartAsync(
            SecureConsortium.NoisyDefinition(3, LinearComposition.Costing(1)), new CharterPolicy { Quorum = 2 });

        var ticket = (await region.Round(1).GetAsync()).Ticket;
        Assert.Equal([SideValue.Tokens], ticket.Secure!.SideValues.Select(value => value.Name));
        Assert.Equal(LinearComposition.Costing(1), ticket.Release);
        Assert.Equal([0.125f, 0.125f], ticket.Secure.Granularities);
    }

    [Fact]
    public async Task A_ticket_says_all_that_is_public_before_the_cohort_is_fixed()
    {
        await using var region = await TestRegion.StartAsync(SecureConsortium.Definition(3), new CharterPolicy { Quorum = 2 });

        var secure = (await region.Round(1).GetAsync()).Ticket.Secure!;
        Assert.Equal(TestConsortium.Sites(3).Select(SecureConsortium.KeyOf), secure.IdentityKeys.Values);
        Assert.Equal([SideValue.Tokens, SideValue.MeanLoss, SideValue.BaseBits], secure.SideValues.Select(value => value.Name));
        Assert.Equal(2 * 4 * 16, secure.SideValues[0].MaximumValue);
        Assert.Equal((2, 12, 4.0), (secure.Granularities.Count, secure.BitsPerCoordinate, secure.ClipNorm));
    }

    [Fact]
    public async Task The_next_tickets_scale_follows_the_merged_size()
    {
        await using var region = await HandshakeSteps.ShakingHandsAsync(3, new CharterPolicy { Quorum = 2 });
        await region.ReachAsync(SecureStep.Unmask, 3, 0, 1, 2);
        await region.AnswerAsync(0, 1, 2);
        await region.CloseAsync(3);
        foreach (var shard in new[] { 0, 1 })
        {
            var ticket = (await region.Round(1).GetAsync()).Ticket;
            await region.Round(1).CompleteMergeAsync(TestConsortium.Merge(ticket.Round, ticket.Base.Shards[shard]) with { MeanRms = 0.25 * (shard + 1) });
        }

        var (first, second) = ((await region.Round(1).GetAsync()).Ticket.Secure!, (await region.Round(2).GetAsync()).Ticket.Secure!);
        Assert.Equal(2, second.Granularities[1] / second.Granularities[0], 1e-5);
        Assert.NotEqual(first.RotationSeed, second.RotationSeed);
        Assert.Equal(RoundPhase.Training, (await region.Round(2).GetAsync()).Phase);
    }
}
