using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>
/// The privacy budget of one dataset of one site; key: <see cref="LedgerId"/>. A round reserves before its site trains and
/// is charged in the transaction in which something is released.
/// </summary>
public interface ILedgerGrain
{
    /// <summary>Puts the member's budget in force; null for none. What rounds have reserved stays theirs.</summary>
    /// <exception cref="LedgerException">A number is out of range.</exception>
    Task SetBudgetAsync(PrivacyBudget? budget);

    /// <summary>Reserves for a round, unless that and all that is spent and reserved would exceed the budget.</summary>
    /// <exception cref="LedgerException">The release is not valid, or the round has another one on this ledger.</exception>
    Task<LedgerDecision> ReserveAsync(RoundId round, LedgerRelease release);

    /// <summary>Charges what the round reserved; a round is charged once, however often this is called.</summary>
    /// <exception cref="LedgerException">The round reserved nothing.</exception>
    Task ChargeAsync(RoundId round);

    /// <summary>Gives back what the round reserved and did not release; a round that was charged stays charged.</summary>
    Task FreeAsync(RoundId round);

    /// <summary>The head of the ledger's own stream, for a round to anchor.</summary>
    Task<StreamAnchor> AnchorAsync();

    /// <summary>Reads the ledger; one that nothing was ever written to is empty.</summary>
    Task<LedgerView> GetAsync();
}
