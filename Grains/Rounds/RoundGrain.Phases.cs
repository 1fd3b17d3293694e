using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Rounds.Weights;

namespace Tapestry.Grains.Rounds;

public sealed partial class RoundGrain
{
    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string name)
    {
        var ticket = EnsureOpened();
        switch (name, State.Phase)
        {
            case (RoundReminders.Ready, RoundPhase.Training):
            case (RoundReminders.Grace, RoundPhase.Training):
                await FixCohortAsync(ticket);
                break;
            case (RoundReminders.Contribution, RoundPhase.Contributing):
                await CloseContributionsAsync(ticket);
                break;
            case (RoundReminders.Step, RoundPhase.Aggregating):
                CloseStep();
                break;
            case (RoundReminders.Merge, RoundPhase.Merging):
                await AbandonAndTellRunAsync(
                    $"{State.Merged.Count} of {ticket.Base.Shards.Count} shards were merged within {ticket.Deadlines.Merge}.");
                break;
        }
    }

    private Task FixCohortWhenAllAnsweredAsync(RoundTicket ticket) =>
        State.Ready.Count + State.Declined.Count == ticket.Invited.Count ? FixCohortAsync(ticket) : Task.CompletedTask;

    private async Task FixCohortAsync(RoundTicket ticket)
    {
        var admitted = CohortRules.Admit(State.Ready, ticket.Policy);
        if (admitted.Count < ticket.Policy.Quorum)
        {
            await AbandonAndTellRunAsync(
                $"{admitted.Count} sites were ready and good enough ({State.Ready.Count} ready); the quorum is {ticket.Policy.Quorum}.");
            return;
        }

        try
        {
            State = State with { Phase = RoundPhase.Contributing, Cohort = CohortRules.Form(admitted, ticket.Policy) };
        }
        catch (WeightsImpossibleException impossible)
        {
            await AbandonAndTellRunAsync(impossible.Message);
            return;
        }

        await FreeAsync(ticket, site => State.Cohort.All(member => member.Site != site));
        CancelReminders();
        Context.Emit(new CohortFixed(State.Cohort));
        if (ticket.Secure is null)
        {
            Context.SetReminder(RoundReminders.Contribution, Context.Now + ticket.Deadlines.Contribution);
        }
        else
        {
            await BeginHandshakeAsync(attempt: 1);
        }
    }

    private async Task CloseContributionsAsync(RoundTicket ticket)
    {
        var complete = State.Cohort.Where(member => CohortRules.IsComplete(member, ticket)).ToArray();
        if (complete.Length < ticket.Policy.Quorum)
        {
            await AbandonAndTellRunAsync(
                $"{complete.Length} of {State.Cohort.Count} sites contributed every shard; the quorum is {ticket.Policy.Quorum}.");
            return;
        }

        try
        {
            var reports = State.Ready.Where(report => complete.Any(member => member.Site == report.Site)).ToArray();
            var weights = CohortRules.Weigh(reports, ticket.Policy);
            State = State with
            {
                Phase = RoundPhase.Merging,
                Dropped = [.. State.Cohort.Except(complete).Select(member => member.Site)],
                Cohort = [.. complete.Select(member => member with { Weight = weights[member.Site] })],
            };
        }
        catch (WeightsImpossibleException impossible)
        {
            await AbandonAndTellRunAsync(impossible.Message);
            return;
        }

        await FreeAsync(ticket, State.Dropped.Contains);
        BeginMerging(ticket);
    }

    private void BeginMerging(RoundTicket ticket)
    {
        CancelReminders();
        Context.SetReminder(RoundReminders.Merge, Context.Now + ticket.Deadlines.Merge);
        Context.Emit(new ContributionsClosed([.. State.Cohort.Select(member => member.Site)], State.Dropped));
        foreach (var shard in ticket.Base.Shards)
        {
            var job = new MergeShardJob(ticket.Round, shard.Index);
            Context.EnqueueJob(MergeShardJob.Kind, job, new JobOptions { DedupKey = $"{job.Round}/{job.Shard}" });
        }
    }

    private void CancelReminders()
    {
        foreach (var name in RoundReminders.All)
        {
            Context.CancelReminder(name);
        }
    }
}
