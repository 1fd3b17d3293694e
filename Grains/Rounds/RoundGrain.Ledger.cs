using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Grains.Rounds;

/// <remarks>This part keeps the members' ledgers: reserve before training, charge what is released, give back the rest.</remarks>
public sealed partial class RoundGrain
{
    /// <inheritdoc/>
    public async Task<bool> OfferAsync(SiteId site)
    {
        var ticket = EnsureInvited(site);
        if (HasReserved(site))
        {
            return true;
        }

        if (State.Declined.Contains(site) || State.Phase != RoundPhase.Training)
        {
            return false;
        }

        if (await ReserveAsync(ticket, site) is { } refusal)
        {
            await DeclineAsync(ticket, site, refusal);
            return false;
        }

        return true;
    }

    /// <summary>Reserves what the round releases of the site, once; says why its budget does not allow that.</summary>
    private async Task<string?> ReserveAsync(RoundTicket ticket, SiteId site)
    {
        if (HasReserved(site))
        {
            return null;
        }

        var declared = (await Context.GetGrain<ISiteGrain>(site.Value).GetAsync()).Dataset;
        var ledger = new LedgerId(site, declared.Name);
        var decision = await Ledger(ledger).ReserveAsync(ticket.Round, ticket.Release);
        if (decision.Refusal is null)
        {
            State = State with { Releases = [.. State.Releases, new SiteRelease(site, ledger, IsCharged: false)] };
        }

        return decision.Refusal;
    }

    /// <summary>Something of these sites was released; a site that was charged is not charged again.</summary>
    private async Task ChargeAsync(RoundTicket ticket, IEnumerable<SiteId> sites)
    {
        var released = sites.ToHashSet();
        foreach (var release in State.Releases.Where(release => !release.IsCharged && released.Contains(release.Site)))
        {
            await Ledger(release.Ledger).ChargeAsync(ticket.Round);
        }

        State = State with
        {
            Releases = [.. State.Releases.Select(release => released.Contains(release.Site) ? release with { IsCharged = true } : release)],
        };
    }

    /// <summary>Nothing of these sites was released and nothing will be, unless they were charged before.</summary>
    private async Task FreeAsync(RoundTicket ticket, Func<SiteId, bool> isOut)
    {
        var free = State.Releases.Where(release => !release.IsCharged && isOut(release.Site)).ToArray();
        foreach (var release in free)
        {
            await Ledger(release.Ledger).FreeAsync(ticket.Round);
        }

        State = State with { Releases = [.. State.Releases.Except(free)] };
    }

    /// <summary>
    /// Settles what an abandoned round still holds. While the sum is being unmasked, a quorum of answers may be enough to unmask
    /// it, whatever became of the round: those whose input can be in it are charged.
    /// </summary>
    private async Task SettleAbandonedAsync(RoundTicket ticket)
    {
        if (State.Secure is { Step: SecureStep.Unmask, Sum: null } handshake && handshake.Answers.Count >= ticket.Policy.Quorum)
        {
            await ChargeAsync(
                ticket, State.Cohort.Where(member => CohortRules.IsComplete(member, ticket)).Select(member => member.Site));
        }

        await FreeAsync(ticket, _ => true);
    }

    private async Task<IReadOnlyList<StreamAnchor>> LedgerAnchorsAsync()
    {
        var anchors = new List<StreamAnchor>();
        foreach (var release in State.Releases)
        {
            anchors.Add(await Ledger(release.Ledger).AnchorAsync());
        }

        return anchors;
    }

    private bool HasReserved(SiteId site) => State.Releases.Any(release => release.Site == site);

    private ILedgerGrain Ledger(LedgerId ledger) => Context.GetGrain<ILedgerGrain>(ledger.Value);
}
