using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Secure.Events;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Grains.Rounds.Weights;

namespace Tapestry.Grains.Rounds;

/// <content>The handshake of a secure round from step to step, from attempt to attempt, and on to the merge.</content>
public sealed partial class RoundGrain
{
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
}
