using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Secure.Events;
using Tapestry.Grains.Rounds.Secure;

namespace Tapestry.Grains.Rounds;

/// <content>Messages of a handshake: answers of sites, and what jobs made of closing steps.</content>
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

    private SecureHandshake EnsureClosing(int attempt, SecureStep step) =>
        State is { Phase: RoundPhase.Aggregating, Secure: { IsClosing: true } handshake }
            && (attempt, step) == (handshake.Attempt, handshake.Step)
            ? handshake
            : throw TooLate($"closing {step} of attempt {attempt}");
}
