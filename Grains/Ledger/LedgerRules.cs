using System.Globalization;
using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Ledger;

/// <summary>What budgets and releases must hold.</summary>
public static class LedgerRules
{
    /// <summary>Checks a budget; none is valid.</summary>
    /// <exception cref="LedgerException">A number is out of range; the message names it, its value and the limit.</exception>
    public static void Check(PrivacyBudget? budget)
    {
        if (budget is null)
        {
            return;
        }

        Require(double.IsFinite(budget.Epsilon) && budget.Epsilon > 0, LedgerException.InvalidBudget, "budget: epsilon", budget.Epsilon, "finite and above 0");
        Require(budget.Delta is > 0 and < 1, LedgerException.InvalidBudget, "budget: delta", budget.Delta, "above 0 and below 1");
    }

    /// <summary>Checks a release as far as the region needs no accountant for it.</summary>
    /// <exception cref="LedgerException">A number is out of range; the message names it, its value and the limit.</exception>
    public static void Check(LedgerRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        Require(release.Count >= 1, "count", release.Count, "at least 1");
        if (release.Mechanism is DistributedDiscreteGaussianRelease sum)
        {
            RequirePositive("local deviation", sum.LocalDeviation);
            Require(sum.Sites >= 1, "sites", sum.Sites, "at least 1");
            Require(sum.Dimension >= 1, "dimension", sum.Dimension, "at least 1");
            RequirePositive("L2 sensitivity", sum.L2Sensitivity);
            RequirePositive("L1 sensitivity", sum.L1Sensitivity);
        }
    }

    private static void RequirePositive(string name, double value) =>
        Require(double.IsFinite(value) && value > 0, name, value, "finite and above 0");

    private static void Require(bool holds, string name, double value, string rule) =>
        Require(holds, LedgerException.InvalidRelease, $"release: {name}", value, rule);

    private static void Require(bool holds, string code, string what, double value, string rule)
    {
        if (!holds)
        {
            throw new LedgerException(
                code, string.Create(CultureInfo.InvariantCulture, $"Ledger {what} is {value}; it must be {rule}."));
        }
    }
}
