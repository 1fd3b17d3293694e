using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>A ledger refuses; see <see cref="TapestryException.Code"/>.</summary>
public sealed class LedgerException(string code, string message) : TapestryException(code, message)
{
    /// <summary>A budget is out of range.</summary>
    public const string InvalidBudget = "ledger.invalid-budget";

    /// <summary>A release's count or a parameter of its mechanism is out of range.</summary>
    public const string InvalidRelease = "ledger.invalid-release";

    /// <summary>The round has another release on this ledger.</summary>
    public const string Contradiction = "ledger.contradiction";

    /// <summary>A round is to be charged that reserved nothing.</summary>
    public const string NotReserved = "ledger.not-reserved";
}
