using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Grains.Rounds;

/// <inheritdoc cref="IRoundGrain"/>
/// <remarks>This part takes messages; the partial beside it moves the round from phase to phase.</remarks>
public sealed partial class RoundGrain : Grain<RoundState>, IRoundGrain, IRemindable
{
    /// <inheritdoc/>
    public Task OpenAsync(RoundTicket ticket)
    {
        var digest = TicketDigest.Of(ticket);
        if (State.Ticket is not null)
        {
            return State.TicketDigest == digest ? Task.CompletedTask : throw Refuse(
                RoundException.AlreadyOpen, "was opened with another ticket.");
        }

        State = State with { Ticket = ticket, TicketDigest = digest, OpenedAt = Context.Now };
        Context.SetReminder(RoundReminders.Ready, Context.Now + ticket.Deadlines.Ready);
        Context.Emit(new RoundOpened(ticket.Round, digest));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task RefuseAsync(TicketRefusal refusal)
    {
        var ticket = EnsureInvited(refusal.Site);
        if (State.Declined.Contains(refusal.Site) || State.Phase != RoundPhase.Training)
        {
            return;
        }

        if (IsReady(refusal.Site))
        {
            throw Refuse(RoundException.Contradiction, $"has a ready report of site '{refusal.Site}'; it can no longer refuse the ticket.");
        }

        await DeclineAsync(ticket, refusal.Site, refusal.Reason);
    }

    /// <inheritdoc/>
    public async Task ReportReadyAsync(ReadyReport report)
    {
        var ticket = EnsureInvited(report.Site);
        if (IsReady(report.Site))
        {
            return;
        }

        if (report.Ticket != State.TicketDigest)
        {
            throw Refuse(RoundException.WrongTicket, $"has ticket {State.TicketDigest}; site '{report.Site}' trained by {report.Ticket}.");
        }

        if (State.Declined.Contains(report.Site))
        {
            throw Refuse(RoundException.Contradiction, $"was refused by site '{report.Site}'; it cannot be ready as well.");
        }

        if (State.Phase != RoundPhase.Training)
        {
            throw TooLate($"the report of site '{report.Site}'");
        }

        ReadyReportRules.Check(report, ticket);
        if (await ReserveAsync(ticket, report.Site) is { } refusal)
        {
            throw Refuse(RoundException.OverBudget, $"does not take the report of site '{report.Site}'. {refusal}");
        }

        State = State with { Ready = [.. State.Ready.Append(report).OrderBy(r => r.Site.Value, StringComparer.Ordinal)] };
        Context.Emit(new SiteReady(report.Site, report.Tokens, report.BaseBitsPerByte));
        if (State.Ready.Count == ticket.Policy.Quorum)
        {
            Context.SetReminder(RoundReminders.Grace, Context.Now + ticket.Deadlines.Grace);
        }

        await FixCohortWhenAllAnsweredAsync(ticket);
    }

    /// <inheritdoc/>
    public async Task<Receipt> ContributeAsync(Contribution contribution)
    {
        var ticket = EnsureInvited(contribution.Site);
        if (contribution.Shard < 0 || contribution.Shard >= CohortRules.FrameCount(ticket))
        {
            throw Refuse(
                RoundException.NoSuchShard, $"takes frames 0 to {CohortRules.FrameCount(ticket) - 1}; frame {contribution.Shard} is not one of them.");
        }

        if (State.Dropped.Contains(contribution.Site))
        {
            throw TooLate($"the contribution of site '{contribution.Site}'");
        }

        var member = State.Cohort.FirstOrDefault(m => m.Site == contribution.Site)
            ?? throw Refuse(RoundException.NotInCohort, $"does not have site '{contribution.Site}' in its cohort.");
        var receipt = new Receipt(
            ticket.Round, contribution.Site, contribution.Shard, contribution.Frame.Digest, contribution.Frame.Bytes);
        if (member.Contributions.TryGetValue(contribution.Shard, out var standing))
        {
            return standing == contribution.Frame ? receipt : throw Refuse(
                RoundException.Contradiction,
                $"has {standing.Digest} of site '{contribution.Site}' for shard {contribution.Shard}; {contribution.Frame.Digest} contradicts it.");
        }

        var isOpen = State.Phase == RoundPhase.Contributing
            || State is { Phase: RoundPhase.Aggregating, Secure: { Step: SecureStep.SendInputs } handshake } && handshake.Awaits(member.Site);
        if (!isOpen)
        {
            throw TooLate($"the contribution of site '{contribution.Site}'");
        }

        Take(member, contribution);
        if (ticket.Secure is null)
        {
            await ChargeAsync(ticket, [contribution.Site]);
        }

        if (State.Phase == RoundPhase.Contributing && State.Cohort.All(m => CohortRules.IsComplete(m, ticket)))
        {
            await CloseContributionsAsync(ticket);
        }

        return receipt;
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<RoundView> GetAsync() => Task.FromResult(new RoundView
    {
        Ticket = EnsureOpened(),
        Phase = State.Phase,
        OpenedAt = State.OpenedAt,
        EndedAt = State.EndedAt,
        Ready = State.Ready,
        Declined = State.Declined,
        Cohort = State.Cohort,
        Dropped = State.Dropped,
        Releases = State.Releases,
        Secure = State.Secure,
        AbandonReason = State.AbandonReason,
        Certificate = State.Certificate,
    });

    private async Task DeclineAsync(RoundTicket ticket, SiteId site, string reason)
    {
        State = State with { Declined = [.. State.Declined, site] };
        Context.Emit(new SiteRefused(site, reason));
        await FreeAsync(ticket, other => other == site);
        await Context.GetGrain<ISiteGrain>(site.Value).NoteDeclinedAsync(ticket.Round, reason);
        if (ticket.Invited.Count - State.Declined.Count < ticket.Policy.Quorum)
        {
            await AbandonAndTellRunAsync(
                $"{State.Declined.Count} of {ticket.Invited.Count} sites refused the ticket; the quorum of {ticket.Policy.Quorum} is out of reach.");
            return;
        }

        await FixCohortWhenAllAnsweredAsync(ticket);
    }

    private void Take(CohortMember member, Contribution contribution)
    {
        var contributions = new SortedDictionary<int, ReceivedFrame>(member.Contributions.ToDictionary())
        {
            [contribution.Shard] = contribution.Frame,
        };
        State = State with
        {
            Cohort = [.. State.Cohort.Select(m => m.Site == member.Site ? member with { Contributions = contributions } : m)],
        };
        Context.Emit(new ContributionReceived(contribution.Site, contribution.Shard, contribution.Frame));
    }

    private bool IsReady(SiteId site) => State.Ready.Any(report => report.Site == site);

    private RoundTicket EnsureInvited(SiteId site)
    {
        var ticket = EnsureOpened();
        return ticket.Invited.Contains(site)
            ? ticket
            : throw Refuse(RoundException.NotInvited, $"does not invite site '{site}'.");
    }

    private RoundTicket EnsureOpened() => State.Ticket
        ?? throw Refuse(RoundException.NotFound, "was never opened.");

    private RoundException TooLate(string what) => Refuse(RoundException.TooLate, $"is {State.Phase}; {what} came too late and does not count.");

    private RoundException Refuse(string code, string why) => new(code, $"Round '{Context.Id.Key}' {why}");
}
