using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Rounds.Secure;

/// <summary>The handshake from the fixed cohort to the merge.</summary>
public sealed class HandshakeTests
{
    private const int Threshold = 3;
    private static readonly int[] All = [0, 1, 2, 3];

    [Fact]
    public async Task A_fixed_cohort_begins_with_keys_and_takes_no_contribution_yet()
    {
        await using var region = await StartAsync();

        var round = await region.Round(1).GetAsync();
        Assert.Equal((RoundPhase.Aggregating, 1, SecureStep.Advertise), (round.Phase, round.Secure!.Attempt, round.Secure.Step));
        Assert.Equal(TestConsortium.Sites(4), round.Secure.Expected);
        Assert.Equal(RoundException.TooLate, (await Assert.ThrowsAsync<RoundException>(
            () => region.ContributeAsync(0))).Code);
    }

    [Fact]
    public async Task The_last_answer_queues_the_job_that_closes_the_step_once()
    {
        await using var region = await StartAsync();
        await region.AnswerAsync(0, 1, 2);
        Assert.Empty(await region.QueuedJobsAsync());

        await region.AnswerAsync(3);

        Assert.True((await region.HandshakeAsync()).IsClosing);
        Assert.Single(await region.QueuedJobsAsync());
    }

    [Fact]
    public async Task Everybodys_answers_lead_through_all_steps_to_merging()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.Unmask, Threshold, All);
        await region.AnswerAsync(All);
        await region.CloseAsync(Threshold);

        var round = await region.Round(1).GetAsync();
        var plan = await region.Round(1).GetMergePlanAsync(1);
        Assert.Equal(RoundPhase.Merging, round.Phase);
        Assert.Equal((4, TestConsortium.Digest("record"), round.Ticket.Secure!.Granularities[1]),
            (plan.Contributions.Count, plan.Secure!.Record, plan.Secure.Granularity));
        Assert.Equal(5 * 4 * 300, round.Secure!.ProtocolBytes);
    }

    [Fact]
    public async Task The_certificate_names_record_sums_and_who_dropped_out()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.SendInputs, Threshold, All);
        await DropAsync(region, 2);
        await region.AnswerAsync(0, 1, 3);
        await region.CloseAsync(Threshold);
        await region.ReachAsync(SecureStep.Unmask, Threshold, 0, 1, 3);
        await region.AnswerAsync(0, 1, 3);
        await region.CloseAsync(Threshold);
        await region.MergeAsync(0);
        await region.MergeAsync(1);

        var certificate = (await region.Round(1).GetAsync()).Certificate!;
        Assert.Equal([TestConsortium.Site(2)], certificate.Secure!.Dropped);
        Assert.Equal((1, TestConsortium.Digest("record")), (certificate.Secure.Attempt, certificate.Secure.Record));
        Assert.Equal([new SideSum(SideValue.Tokens, 300)], certificate.Secure.SideSums);
        Assert.Equal([0.25m, 0.25m, 0.25m], certificate.Merged.Select(member => member.Weight));
        Assert.Null(await region.FindBrokenChainAsync());
    }

    [Theory]
    [InlineData(SecureStep.Advertise)]
    [InlineData(SecureStep.DealShares)]
    [InlineData(SecureStep.SendInputs)]
    [InlineData(SecureStep.SignSurvivors)]
    [InlineData(SecureStep.Unmask)]
    public async Task A_step_closes_at_its_deadline_with_what_arrived(SecureStep step)
    {
        await using var region = await StartAsync();
        await region.ReachAsync(step, Threshold, All);
        await region.AnswerAsync(0, 1, 3);

        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline - TimeSpan.FromSeconds(1));
        Assert.False((await region.HandshakeAsync()).IsClosing);
        await region.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True((await region.HandshakeAsync()).IsClosing);
        await AssertTooLateAsync(region, 2, step);
    }

    [Fact]
    public async Task A_late_input_is_refused_for_ever()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.SendInputs, Threshold, All);
        await region.AnswerAsync(0, 1, 3);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);
        await region.CloseAsync(Threshold);

        await AssertTooLateAsync(region, 2, SecureStep.SendInputs);
        Assert.Equal(RoundException.TooLate, (await Assert.ThrowsAsync<RoundException>(() => region.ContributeAsync(2))).Code);
    }

    [Fact]
    public async Task An_answer_sent_again_changes_nothing_and_another_one_is_refused()
    {
        await using var region = await StartAsync();
        await region.AnswerAsync(0);
        var before = (await region.EventsAsync()).Count;
        var handshake = await region.HandshakeAsync();

        await region.AnswerAsync(0);
        var refused = await Assert.ThrowsAsync<RoundException>(() => region.Round(1).AnswerProtocolAsync(
            SecureConsortium.Answer(TestConsortium.Site(0), handshake, "another")));

        Assert.Equal(RoundException.Contradiction, refused.Code);
        Assert.Equal(before, (await region.EventsAsync()).Count);
        Assert.Single((await region.HandshakeAsync()).Answers);
    }

    [Fact]
    public async Task Answers_taken_as_one_close_the_step_as_each_alone_would()
    {
        await using var region = await StartAsync();
        var handshake = await region.HandshakeAsync();

        await region.Round(1).AnswerAllAsync([.. TestConsortium.Sites(4).Reverse().Select(site => SecureConsortium.Answer(site, handshake))]);

        var closing = await region.HandshakeAsync();
        Assert.True(closing.IsClosing);
        Assert.Equal(TestConsortium.Sites(4), closing.Answers.Select(answer => answer.Site));
        Assert.Single(await region.QueuedJobsAsync());
    }

    [Fact]
    public async Task One_answer_that_is_refused_spoils_all_that_were_to_be_taken_with_it()
    {
        await using var region = await StartAsync();
        await region.AnswerAsync(0);
        var handshake = await region.HandshakeAsync();

        await Assert.ThrowsAsync<RoundException>(() => region.Round(1).AnswerAllAsync(
        [
            SecureConsortium.Answer(TestConsortium.Site(1), handshake), SecureConsortium.Answer(TestConsortium.Site(0), handshake, "another"),
        ]));

        Assert.Equal([TestConsortium.Site(0)], (await region.HandshakeAsync()).Answers.Select(answer => answer.Site));
    }

    [Fact]
    public async Task An_input_without_all_its_frames_is_refused()
    {
        await using var region = await StartAsync();
        await region.ReachAsync(SecureStep.SendInputs, Threshold, All);
        var handshake = await region.HandshakeAsync();
        await region.Round(1).ContributeAsync(TestConsortium.Contribution(TestConsortium.Site(0), Id, 0));

        var refused = await Assert.ThrowsAsync<RoundException>(() => region.Round(1).AnswerProtocolAsync(
            SecureConsortium.Answer(TestConsortium.Site(0), handshake)));

        Assert.Equal(RoundException.Contradiction, refused.Code);
    }

    [Fact]
    public async Task A_member_that_leaves_is_not_waited_for_in_any_later_step()
    {
        await using var region = await StartAsync();
        await DropAsync(region, 2);
        await region.AnswerAsync(0, 1, 3);
        await region.CloseAsync(Threshold);

        await region.AnswerAsync(0, 1, 3);

        Assert.True((await region.HandshakeAsync()).IsClosing);
    }

    [Fact]
    public async Task Below_the_threshold_before_inputs_another_handshake_begins_without_who_fell_silent()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        await region.AnswerAsync(0, 1);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);
        await region.CloseAsync(Threshold);

        var round = await region.Round(1).GetAsync();
        Assert.Equal((RoundPhase.Aggregating, 2, SecureStep.Advertise), (round.Phase, round.Secure!.Attempt, round.Secure.Step));
        Assert.Equal([TestConsortium.Site(0), TestConsortium.Site(1)], round.Secure.Expected);
        Assert.Equal([TestConsortium.Site(2), TestConsortium.Site(3)], round.Dropped);
        Assert.Equal(1m, round.Cohort.Sum(member => member.Weight));
    }

    [Fact]
    public async Task After_the_last_attempt_the_round_is_abandoned()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2 });
        await region.AnswerAsync(0, 1, 2);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);
        await region.CloseAsync(threshold: 4);
        await region.AnswerAsync(0, 1);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);
        await region.CloseAsync(Threshold);

        await AssertAbandonedAsync(region, "The handshake ended in Advertise");
    }

    [Theory]
    [InlineData(SecureStep.SendInputs)]
    [InlineData(SecureStep.SignSurvivors)]
    [InlineData(SecureStep.Unmask)]
    public async Task Below_the_threshold_once_inputs_may_have_left_the_round_is_abandoned(SecureStep step)
    {
        await using var region = await StartAsync();
        await region.ReachAsync(step, Threshold, All);
        await region.AnswerAsync(0, 1);
        await region.AdvanceAsync(SecureConsortium.Plan.StepDeadline);
        await region.CloseAsync(Threshold);

        await AssertAbandonedAsync(region, $"The handshake ended in {step}");
    }

    [Fact]
    public async Task Survivors_of_whom_one_would_weigh_more_than_the_cap_are_not_unmasked()
    {
        await using var region = await StartAsync(new CharterPolicy { Quorum = 2, WeightCap = 0.3m });
        await region.ReachAsync(SecureStep.SendInputs, Threshold, All);
        await DropAsync(region, 2);
        await region.AnswerAsync(0, 1, 3);
        await region.CloseAsync(Threshold);

        await AssertAbandonedAsync(region, "the cap is 0.3");
    }

    [Fact]
    public async Task A_job_told_twice_counts_once()
    {
        await using var region = await StartAsync();
        await region.AnswerAsync(All);
        var result = SecureConsortium.Closed(await region.Round(1).GetAsync(), Threshold);
        await region.Round(1).CompleteSecureStepAsync(result);

        var refused = await Assert.ThrowsAsync<RoundException>(() => region.Round(1).CompleteSecureStepAsync(result));

        Assert.Equal(RoundException.TooLate, refused.Code);
        Assert.Equal(SecureStep.DealShares, (await region.HandshakeAsync()).Step);
    }

    [Fact]
    public async Task A_job_that_failed_for_good_abandons_the_round()
    {
        await using var region = await StartAsync();
        await region.AnswerAsync(All);

        await region.Round(1).FailSecureStepAsync(1, SecureStep.Advertise, "blob damaged");

        await AssertAbandonedAsync(region, "Advertise of attempt 1 could not be closed: blob damaged");
    }

    private static RoundId Id => new(TestConsortium.Run, 1);

    private static Task<TestRegion> StartAsync(CharterPolicy? policy = null) =>
        HandshakeSteps.ShakingHandsAsync(4, policy ?? new CharterPolicy { Quorum = 2 });

    private static Task DropAsync(TestRegion region, int site) => region.Round(1).WithdrawAsync(
        new Interfaces.Gateway.ProtocolWithdrawal { Site = TestConsortium.Site(site), Round = Id, Reason = "power cut" });

    private static async Task AssertTooLateAsync(TestRegion region, int site, SecureStep step)
    {
        var handshake = (await region.HandshakeAsync()) with { Step = step };
        var refused = await Assert.ThrowsAsync<RoundException>(
            () => region.Round(1).AnswerProtocolAsync(SecureConsortium.Answer(TestConsortium.Site(site), handshake)));
        Assert.Equal(RoundException.TooLate, refused.Code);
    }

    private static async Task AssertAbandonedAsync(TestRegion region, string reason)
    {
        var round = await region.Round(1).GetAsync();
        var run = await region.Run.GetAsync();
        Assert.Equal(RoundPhase.Abandoned, round.Phase);
        Assert.Contains(reason, round.AbandonReason, StringComparison.Ordinal);
        Assert.Equal((2, run.Definition.InitialBase.Digest()), (run.LatestRound, run.Base.Digest()));
    }
}
