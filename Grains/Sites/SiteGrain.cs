using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Grains.Interfaces.Sites.Events;

namespace Tapestry.Grains.Sites;

/// <inheritdoc cref="ISiteGrain"/>
public sealed class SiteGrain : Grain<SiteState>, ISiteGrain
{
    private SiteId Site => new(Context.Id.Key);

    /// <inheritdoc/>
    public async Task RegisterAsync(SiteRegistration registration)
    {
        var consortium = await Context.GetGrain<IConsortiumGrain>(registration.Consortium.Value).GetAsync();
        if (registration.Site != Site || consortium.Members.All(member => member.Site != Site))
        {
            throw new ConsortiumException(
                ConsortiumException.NotAMember,
                $"Site '{registration.Site}' is not on the roster of consortium '{registration.Consortium}': have it admitted first.");
        }

        if (State.Consortium == registration.Consortium && State.Dataset == registration.Dataset)
        {
            return;
        }

        var ledger = new LedgerId(Site, registration.Dataset.Name);
        await Context.GetGrain<ILedgerGrain>(ledger.Value).SetBudgetAsync(registration.Dataset.Budget);
        State = State with { Consortium = registration.Consortium, Dataset = registration.Dataset };
        Context.Emit(new SiteRegistered(Site, registration.Consortium, registration.Dataset));
    }

    /// <inheritdoc/>
    public Task NoteDeclinedAsync(RoundId round, string reason)
    {
        State = State with { TicketsDeclined = State.TicketsDeclined + 1, LastRound = round };
        Context.Emit(new TicketDeclined(round, reason));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task NoteContributedAsync(RoundId round, long tokens)
    {
        State = State with
        {
            RoundsContributed = State.RoundsContributed + 1,
            TokensContributed = State.TokensContributed + tokens,
            LastRound = round,
        };
        Context.Emit(new ContributionCounted(round, tokens));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<SiteView> GetAsync() =>
        State is { Consortium: { } consortium, Dataset: { } dataset }
            ? Task.FromResult(new SiteView
            {
                Site = Site,
                Consortium = consortium,
                Dataset = dataset,
                RoundsContributed = State.RoundsContributed,
                TicketsDeclined = State.TicketsDeclined,
                TokensContributed = State.TokensContributed,
                LastRound = State.LastRound,
            })
            : throw new SiteNotRegisteredException(Context.Id.Key);
}
