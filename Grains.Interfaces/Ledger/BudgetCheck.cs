using System.Globalization;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Holds a release against a budget, the same way in the region and at a site.</summary>
public static class BudgetCheck
{
    /// <summary>Why the release must not happen: spent, asked, limit and remedy; null when the budget allows it.</summary>
    /// <param name="record">Whose record says so, as the start of the sentence.</param>
    /// <param name="budget">The limit.</param>
    /// <param name="standing">What was released or is reserved.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="composition">Says what releases cost.</param>
    public static string? ReasonToRefuse(
        string record, PrivacyBudget budget, IReadOnlyList<LedgerRelease> standing, LedgerRelease asked,
        IReleaseComposition composition)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(composition);
        var after = composition.Epsilon([.. standing, asked], budget.Delta);
        if (after <= budget.Epsilon)
        {
            return null;
        }

        var spent = composition.Epsilon(standing, budget.Delta);
        var limit = string.Create(CultureInfo.InvariantCulture, $"epsilon {budget.Epsilon} at delta {budget.Delta}");
        return $"{record} has epsilon {Text(spent)} spent or reserved; the round would bring it to {Text(after)} and the limit is {limit}. "
            + $"{Remedy(asked)}, raise the budget, or keep the dataset out of the run.";
    }

    /// <summary>An epsilon for people, rounded up to four decimals so that it still holds.</summary>
    public static string Text(double epsilon) => double.IsPositiveInfinity(epsilon)
        ? "without bound"
        : (Math.Ceiling(epsilon * 1e4) / 1e4).ToString(CultureInfo.InvariantCulture);

    private static string Remedy(LedgerRelease asked) =>
        asked.Mechanism is NoiseFreeRelease ? "Run it with noise" : "Run fewer rounds or more noise";
}
