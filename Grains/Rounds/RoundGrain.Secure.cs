using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Secure.Events;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Grains.Rounds.Weights;

namespace Tapestry.Grains.Rounds;

/// <content>The handshake of a secure round: answers are collected here, steps are closed by a job.</content>
public sealed partial class RoundGrain
{
    /// <inheritdoc/>
    public Task AnswerProtocolAsync(ProtocolDelivery delivery)
    {
        var ticket = EnsureInvited(delivery.Note.Site);
        var site = delivery.Note.Site;
        var what = $"the answer of site '{site}' to {delivery.Step} of attempt {delivery.Attempt}";
        if (State is not { Phase: RoundPhase.Aggregating, Secure: { } handshake }
            || (delivery.Attempt, delivery.Step) != (handshake.Attempt, handshake.Step))
        {
            throw TooLate(what);
        }

        if (handshake.Answers.FirstOrDefault(answer => answer.Site == site) is { } standing)
        {
            return standing == delivery.Note ? Task.CompletedTask : throw Refuse(
                RoundException.Contradiction, $"has {standing.Message} of site '{site}' for {handshake.Step}; {delivery.Note.Message} contradicts it.");
        }

        if (!handshake.Awaits(site))
        {
            throw State.Cohort.Any(member => member.Site == site)
                ? TooLate(what)
                : Refuse(RoundException.NotInCohort, $"does not have site '{site}' in its cohort.");
        }

        if (handshake.Step == SecureStep.SendInputs && !CohortRules.IsComplete(State.Cohort.First(member => member.Site == site), ticket))
        {
            throw Refuse(RoundException.Contradiction, $"misses masked shards of site '{site}'; upload them before the input is committed.");
        }

        State = State with { Secure = SecureRules.Take(handshake, delivery.Note) };
        CloseStepWhenAnswered();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(ProtocolWithdrawal withdrawal)
    {
        EnsureInvited(withdrawal.Site);
        if (State is not { Phase: RoundPhase.Aggregating, Secure: { } handshake }
            || State.Cohort.All(member => member.Site != withdrawal.Site)
            || handshake.Withdrawn.Contains(withdrawal.Site))
        {
            return Task.CompletedTask;
        }

        State = State with { Secure = handshake with { Withdrawn = [.. handshake.Withdrawn, withdrawal.Site] } };
        Context.Emit(new SiteWithdrew(withdrawal.Site, handshake.Attempt, handshake.Step, withdrawal.Reason));
        CloseStepWhenAnswered();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<SecureStepPlan> GetSecureStepAsync(int attempt, SecureStep closing) => Task.FromResult(new SecureStepPlan
    {
        Ticket = EnsureOpened(),
        Cohort = State.Cohort,
        Handshake = EnsureClosing(attempt, closing),
    });

    /// <inheritdoc/>
    public async Task CompleteSecureStepAsync(SecureStepResult result)
    {
        var ticket = EnsureOpened();
        var handshake = EnsureClosing(result.Attempt, result.Step);
        Context.Emit(new HandshakeStepClosed(result));
        if (result is { Sum: not null, Survivors: { } known })
        {
            await ChargeAsync(ticket, known);
        }

        if (result.AbandonReason is { } reason)
        {
            await BeginAgainAsync(ticket, handshake, result, reason);
        }
        else if (result.Survivors is { } survivors && SecureRules.ReasonAgainst(State.Cohort, survivors, ticket.Policy) is { } against)
        {
            await AbandonAndTellRunAsync(against);
        }
        else if (result.Next is { } next)
        {
            OpenStep(handshake with
            {
                Step = next, Expected = result.Expected, RegionState = result.RegionState, Answers = [], IsClosing = false,
            });
        }
        else
        {
            await UnmaskAsync(ticket, handshake, result);
        }
    }

    /// <inheritdoc/>
    public Task FailSecureStepAsync(int attempt, SecureStep closing, string reason) =>
        State is { Phase: RoundPhase.Aggregating, Secure: { IsClosing: true } handshake }
            && (attempt, closing) == (handshake.Attempt, handshake.Step)
            ? AbandonAndTellRunAsync($"{closing} of attempt {attempt} could not be closed: {reason}")
            : Task.CompletedTask;

    private async Task BeginHandshakeAsync(int attempt)
    {
        var ticket = EnsureOpened();
        var cohort = State.Cohort.Where(member => member.Weight > 0).ToArray();
        if (cohort.Length < Math.Max(2, ticket.Policy.Quorum))
        {
            await AbandonAndTellRunAsync(
                $"{cohort.Length} members have a weight above 0; a sum hides nobody among fewer than {Math.Max(2, ticket.Policy.Quorum)}.");
            return;
        }

        State = State with { Phase = RoundPhase.Aggregating, Cohort = cohort };
        await FreeAsync(ticket, site => cohort.All(member => member.Site != site));
        OpenStep(new SecureHandshake
        {
            Attempt = attempt,
            Step = SecureStep.Advertise,
            Expected = [.. cohort.Select(member => member.Site)],
            ProtocolBytes = State.Secure?.ProtocolBytes ?? 0,
        });
    }

    private void OpenStep(SecureHandshake handshake)
    {
        State = State with { Secure = handshake };
        Context.SetReminder(RoundReminders.Step, Context.Now + EnsureOpened().Secure!.StepDeadline);
        Context.Emit(new HandshakeStepOpened(handshake.Attempt, handshake.Step, handshake.Expected));
        CloseStepWhenAnswered();
    }

    private void CloseStepWhenAnswered()
    {
        if (State.Secure is { IsClosing: false } handshake && SecureRules.IsAnswered(handshake))
        {
            CloseStep();
        }
    }

    private void CloseStep()
    {
        if (State is not { Ticket: { } ticket, Secure: { IsClosing: false } handshake })
        {
            return;
        }

        State = State with { Secure = handshake with { IsClosing = true } };
        Context.CancelReminder(RoundReminders.Step);
        Context.Emit(new HandshakeStepClosing(handshake.Attempt, handshake.Step, handshake.Answers));
        var job = new CloseStepJob(ticket.Round, handshake.Attempt, handshake.Step);
        Context.EnqueueJob(CloseStepJob.Kind, job, new JobOptions { DedupKey = $"{job.Round}/{job.Attempt}/{job.Step}" });
    }

    private async Task BeginAgainAsync(RoundTicket ticket, SecureHandshake handshake, SecureStepResult result, string reason)
    {
        var candidates = SecureRules.CandidatesAfter(handshake, result);
        var reports = State.Ready.Where(report => candidates.Contains(report.Site)).ToArray();
        if (!SecureRules.MayBeginAgain(handshake, ticket.Secure!) || reports.Length < ticket.Policy.Quorum)
        {
            // The protocol's own verdict: no sum can be unmasked, whoever has answered.
            await FreeAsync(ticket, _ => true);
            await AbandonAndTellRunAsync($"The handshake ended in {result.Step}: {reason}");
            return;
        }

        try
        {
            var left = State.Cohort.Select(member => member.Site).Except(candidates);
            State = State with { Cohort = CohortRules.Form(reports, ticket.Policy), Dropped = [.. State.Dropped, .. left] };
        }
        catch (WeightsImpossibleException impossible)
        {
            await AbandonAndTellRunAsync(impossible.Message);
            return;
        }

        await BeginHandshakeAsync(handshake.Attempt + 1);
    }

    private async Task UnmaskAsync(RoundTicket ticket, SecureHandshake handshake, SecureStepResult result)
    {
        var survivors = State.Cohort.Where(member => result.Survivors!.Contains(member.Site)).ToArray();
        State = State with
        {
            Phase = RoundPhase.Merging,
            Secure = handshake with { RegionState = result.RegionState, Sum = result.Sum },
            Dropped = [.. State.Dropped, .. State.Cohort.Except(survivors).Select(member => member.Site)],
            Cohort = survivors,
        };
        await FreeAsync(ticket, State.Dropped.Contains);
        BeginMerging(ticket);
    }

    private SecureHandshake EnsureClosing(int attempt, SecureStep step) =>
        State is { Phase: RoundPhase.Aggregating, Secure: { IsClosing: true } handshake }
            && (attempt, step) == (handshake.Attempt, handshake.Step)
            ? handshake
            : throw TooLate($"closing {step} of attempt {attempt}");
}
