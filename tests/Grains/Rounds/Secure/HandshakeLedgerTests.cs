using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Rounds.Secure;

/// <summary>A masked input that stays masked costs nothing; the sum, once unmasked, costs all that are in it.</summary>
public sealed class HandshakeLedgerTests
{
    private const int Threshold = 3;
    private static readonly int[] All = [0, 1, 2, 3];
    private static readonly LedgerRelease Cost = LinearComposition.Costing(1);

    [Fact]
    public async Task Nothing_is_charged_while_inputs_are_masked_and_everybody_in_the_sum_when_it_is_unmasked()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.Unmask, Threshold, All);
        await region.AnswerAsync(All);
        Assert.Empty(await ChargedAsync(region));

        await region.CloseAsync(Threshold);

        Assert.Equal(All, await ChargedAsync(region));
        Assert.Empty(await ReservedAsync(region));
    }

    [Fact]
    public async Task A_dropout_is_not_charged_and_gets_its_budget_back()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.SendInputs, Threshold, All);
        await region.AnswerAsync(0, 1, 3);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);
        await region.CloseAsync(Threshold);
        await region.ReachAsync(SecureStep.Unmask, Threshold, 0, 1, 3);
        await region.AnswerAsync(0, 1, 3);
        await region.CloseAsync(Threshold);

        Assert.Equal([0, 1, 3], await ChargedAsync(region));
        Assert.Empty(await ReservedAsync(region));
    }

    [Theory]
    [InlineData(SecureStep.Advertise)]
    [InlineData(SecureStep.SendInputs)]
    [InlineData(SecureStep.SignSurvivors)]
    public async Task A_round_abandoned_before_its_sum_was_unmasked_costs_nothing(SecureStep last)
    {
        await using var region = await StartAsync();
        await region.ReachAsync(last, Threshold, All);
        await region.AnswerAsync(All);

        await region.Round(1).FailSecureStepAsync(1, last, "disk broke");

        Assert.Equal(RoundPhase.Abandoned, (await region.Round(1).GetAsync()).Phase);
        Assert.Empty(await ChargedAsync(region));
        Assert.Empty(await ReservedAsync(region));
    }

    [Fact]
    public async Task A_round_abandoned_when_a_quorum_had_revealed_its_shares_is_charged_because_the_sum_can_be_known()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.Unmask, Threshold, All);
        await region.AnswerAsync(All);

        await region.Round(1).FailSecureStepAsync(1, SecureStep.Unmask, "disk broke");

        Assert.Equal(All, await ChargedAsync(region));
    }

    [Fact]
    public async Task A_round_whose_shares_were_too_few_by_the_protocols_verdict_costs_nothing()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.Unmask, Threshold, All);
        await region.AnswerAsync(0, 1);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);

        await region.CloseAsync(Threshold);

        Assert.Equal(RoundPhase.Abandoned, (await region.Round(1).GetAsync()).Phase);
        Assert.Empty(await ChargedAsync(region));
        Assert.Empty(await ReservedAsync(region));
    }

    [Fact]
    public async Task A_round_abandoned_after_unmasking_stays_charged()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.Unmask, Threshold, All);
        await region.AnswerAsync(All);
        await region.CloseAsync(Threshold);

        await region.Round(1).FailMergeAsync(0, "disk broke");

        Assert.Equal(RoundPhase.Abandoned, (await region.Round(1).GetAsync()).Phase);
        Assert.Equal(All, await ChargedAsync(region));
        Assert.Empty(await ReservedAsync(region));
    }

    [Fact]
    public async Task A_member_left_out_of_a_second_handshake_gets_its_budget_back_at_once()
    {
        await using var region = await StartAsync();
        await region.AnswerAsync(0, 1);
        await region.Round(1).WithdrawAsync(
            new ProtocolWithdrawal { Site = TestConsortium.Site(3), Round = new(TestConsortium.Run, 1), Reason = "power cut" });
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);

        await region.CloseAsync(Threshold);

        Assert.Equal(2, (await region.HandshakeAsync()).Attempt);
        Assert.Equal([0, 1], await ReservedAsync(region));
    }

    private static async Task<TestRegion> StartAsync()
    {
        var region = await TestRegion.StartAsync(
            SecureConsortium.NoisyDefinition(4, Cost), new CharterPolicy { Quorum = 2 });
        await region.ReadyAsync(All);
        return region;
    }

    /// <summary>Sites that round 1 charged, each with exactly one release.</summary>
    private static async Task<IReadOnlyList<int>> ChargedAsync(TestRegion region)
    {
        var charged = new List<int>();
        foreach (var site in All)
        {
            if ((await region.Ledger(TestConsortium.Site(site)).GetAsync()).Charges is [var only])
            {
                Assert.Equal(Cost, only.Total);
                charged.Add(site);
            }
        }

        return charged;
    }

    /// <summary>Sites whose budget round 1 holds.</summary>
    private static async Task<IReadOnlyList<int>> ReservedAsync(TestRegion region)
    {
        var reserved = new List<int>();
        foreach (var site in All)
        {
            if ((await region.Ledger(TestConsortium.Site(site)).GetAsync()).Reserved.Any(held => held.Round.Number == 1))
            {
                reserved.Add(site);
            }
        }

        return reserved;
    }
}
