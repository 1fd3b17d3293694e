using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Numerics;

/// <summary>Search for where a condition starts to hold, over the positive numbers on a logarithmic scale.</summary>
internal static class Bisection
{
    private const double Narrowest = 1e-13;
    private const double Lowest = 1e-300;
    private const double Largest = 1e300;

    /// <summary>
    /// The smallest positive number at which the condition holds, given that it then holds for all larger ones. The result
    /// always satisfies it and is at most the tolerance above the smallest, as a share.
    /// </summary>
    /// <param name="holds">False below some number and true from it on.</param>
    /// <param name="start">Where to begin, above 0.</param>
    /// <param name="name">What the error calls the number.</param>
    /// <param name="tolerance">Relative width at which to stop.</param>
    /// <param name="lowest">Returned when the condition holds even there.</param>
    public static double SmallestThatHolds(
        Func<double, bool> holds, double start, string name, double tolerance = Narrowest, double lowest = Lowest)
    {
        var (low, high) = Bracket(holds, start, name, lowest);
        while (high > low * (1 + tolerance))
        {
            var middle = high > 2 * low ? Math.Sqrt(low) * Math.Sqrt(high) : low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static (double Low, double High) Bracket(Func<double, bool> holds, double start, string name, double lowest)
    {
        var (low, high) = (start, start);
        if (holds(start))
        {
            do
            {
                (low, high) = (Math.Max(low / 2, lowest), low);
            }
            while (low < high && holds(low));
            return (low, high);
        }

        for (high = start * 2; !holds(high); high *= 2)
        {
            low = high < Largest ? high : throw new UnreachableGuaranteeException(
                $"The {name}", $"no value up to {Largest:E0} satisfies the guarantee asked for", "Ask for a weaker guarantee");
        }

        return (low, high);
    }
}
