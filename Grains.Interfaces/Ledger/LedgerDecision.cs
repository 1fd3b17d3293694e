namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Whether a round may release.</summary>
/// <param name="Refusal">Why it may not: spent, asked, limit and remedy; null when the budget is reserved.</param>
public sealed record LedgerDecision(string? Refusal)
{
    /// <summary>The budget is reserved.</summary>
    public static LedgerDecision Reserved { get; } = new(Refusal: null);
}
