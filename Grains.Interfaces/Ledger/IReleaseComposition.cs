namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>
/// Says what releases from the same data cost together. Pure and cheap: a ledger asks at every round. Laws: the order does
/// not matter; a release of count k is k releases; more releases never cost less; nothing costs 0.
/// </summary>
public interface IReleaseComposition
{
    /// <summary>An epsilon that holds at this delta, 0 or more; positive infinity when no bound holds.</summary>
    /// <param name="releases">Everything released; a mechanism may occur more than once.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="LedgerException">A mechanism's parameter is outside its range.</exception>
    double Epsilon(IReadOnlyList<LedgerRelease> releases, double delta);
}
