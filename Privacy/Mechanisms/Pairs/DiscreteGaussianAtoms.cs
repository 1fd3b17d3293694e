using System.Globalization;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>The discrete normal distribution around 0 against the one around D, both on the whole numbers.</summary>
internal static class DiscreteGaussianAtoms
{
    // Beyond 38 standard deviations the probability is below the smallest normal double.
    private const double Reach = 38;
    private const double MostAtoms = 4_000_000;

    public static DominatingPair Pair(double deviation, long sensitivity)
    {
        var count = (2 * Reach * deviation) + sensitivity;
        if (count > MostAtoms)
        {
            throw new UnsupportedMechanismException(
                string.Create(CultureInfo.InvariantCulture, $"A discrete Gaussian of standard deviation {deviation} and sensitivity {sensitivity}"),
                string.Create(CultureInfo.InvariantCulture, $"its loss distribution has {count:G3} outcomes, the limit is {MostAtoms:G3}"),
                "Use the RDP accountant");
        }

        var reach = (long)Math.Ceiling(Reach * deviation);
        var logTotal = LogTotal(deviation, reach);
        var atoms = new LossAtom[(2 * reach) + sensitivity + 1];
        for (var i = 0; i < atoms.Length; i++)
        {
            var x = i - reach;
            atoms[i] = new(LogWeight(x, deviation) - logTotal, ((2.0 * x) - sensitivity) * (sensitivity / (2 * deviation * deviation)));
        }

        return new(atoms, null);
    }

    private static double LogTotal(double deviation, long reach)
    {
        var tails = 0.0;
        for (var x = reach; x >= 1; x--)
        {
            tails += Math.Exp(LogWeight(x, deviation));
        }

        return LogSpace.Log1P(2 * tails);
    }

    private static double LogWeight(double x, double deviation)
    {
        var standard = x / deviation;
        return -standard * standard / 2;
    }
}
