using Tapestry.Actors;
using Tapestry.Grains.Audit;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Ledger.Events;

namespace Tapestry.Grains.Ledger;

/// <inheritdoc cref="ILedgerGrain"/>
/// <param name="composition">Says what releases cost together.</param>
public sealed class LedgerGrain(IReleaseComposition composition) : Grain<LedgerState>, ILedgerGrain
{
    private LedgerId Ledger => LedgerId.Parse(Context.Id.Key);

    /// <inheritdoc/>
    public Task SetBudgetAsync(PrivacyBudget? budget)
    {
        LedgerRules.Check(budget);
        if (State.Budget != budget)
        {
            State = State with { Budget = budget };
            Context.Emit(new BudgetSet(budget));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<LedgerDecision> ReserveAsync(RoundId round, LedgerRelease release)
    {
        LedgerRules.Check(release);
        if (Standing(round) is { } standing)
        {
            return standing == release ? Task.FromResult(LedgerDecision.Reserved) : throw Refuse(
                LedgerException.Contradiction, $"has another release of round '{round}'; a round releases one thing.");
        }

        if (ReasonToRefuse(release) is { } reason)
        {
            Context.Emit(new ReleaseRefused(round, release, reason));
            return Task.FromResult(new LedgerDecision(reason));
        }

        State = State with { Reserved = [.. State.Reserved, new LedgerReservation(round, release)] };
        Context.Emit(new ReleaseReserved(round, release));
        return Task.FromResult(LedgerDecision.Reserved);
    }

    /// <inheritdoc/>
    public Task ChargeAsync(RoundId round)
    {
        if (State.Charges.Hold(round))
        {
            return Task.CompletedTask;
        }

        var reservation = Find(round) ?? throw Refuse(
            LedgerException.NotReserved, $"has nothing reserved for round '{round}'; reserve before anything is released.");
        State = State with { Charges = State.Charges.Plus(round, reservation.Release), Reserved = Without(round) };
        Context.Emit(new ReleaseCharged(round, reservation.Release));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task FreeAsync(RoundId round)
    {
        if (Find(round) is not null)
        {
            State = State with { Reserved = Without(round) };
            Context.Emit(new ReservationFreed(round));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StreamAnchor> AnchorAsync() => Task.FromResult(Context.Anchor());

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<LedgerView> GetAsync() => Task.FromResult(new LedgerView
    {
        Ledger = Ledger,
        Budget = State.Budget,
        Charges = State.Charges,
        Reserved = State.Reserved,
    });

    private string? ReasonToRefuse(LedgerRelease release)
    {
        if (State.Budget is not { } budget)
        {
            return null;
        }

        var standing = State.Charges.Releases().Concat(State.Reserved.Select(reserved => reserved.Release)).Merged();
        return BudgetCheck.ReasonToRefuse($"The region's ledger '{Ledger}'", budget, standing, release, composition);
    }

    private LedgerRelease? Standing(RoundId round) =>
        Find(round)?.Release ?? State.Charges.FirstOrDefault(charge => charge.Holds(round))?.PerRound;

    private LedgerReservation? Find(RoundId round) => State.Reserved.FirstOrDefault(reserved => reserved.Round == round);

    private IReadOnlyList<LedgerReservation> Without(RoundId round) =>
        [.. State.Reserved.Where(reserved => reserved.Round != round)];

    private LedgerException Refuse(string code, string why) => new(code, $"Ledger '{Context.Id.Key}' {why}");
}
