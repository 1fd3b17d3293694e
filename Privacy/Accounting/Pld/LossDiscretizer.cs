using System.Globalization;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// Puts a privacy loss on a grid by connecting the dots (Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022): each outcome is
/// split between the grid points around its loss so that its probability under both distributions stays the same. The
/// result is never more private than the pair, and differs from it to second order in the spacing.
/// </summary>
internal static class LossDiscretizer
{
    // Four nodes on a piece this short are exact to rounding.
    private const double PiecesPerSmoothness = 4;
    private const double MostCells = 1 << 26;

    /// <summary>The loss distribution on multiples of the spacing, tilted.</summary>
    /// <param name="pair">The two distributions.</param>
    /// <param name="direction">Which of them the data came from.</param>
    /// <param name="spacing">Of the grid.</param>
    /// <param name="tilt">0 or more.</param>
    /// <param name="reach">How many standard deviations of the noise to keep; the rest counts as infinite loss.</param>
    public static TiltedLoss Discretize(DominatingPair pair, Direction direction, double spacing, double tilt, double reach)
    {
        var (lowest, highest) = Range(pair, reach);
        if (highest - lowest > spacing * MostCells)
        {
            throw new UnreachableGuaranteeException(
                string.Create(CultureInfo.InvariantCulture, $"A privacy loss between {lowest:G3} and {highest:G3}"),
                string.Create(CultureInfo.InvariantCulture, $"a grid of spacing {spacing:G3} would need more than {MostCells:G3} points"),
                "Use the RDP accountant");
        }

        // A cell to spare on either side: losses are rounded.
        var first = (long)Math.Floor(lowest / spacing) - 1;
        var split = new LossSplit(direction, spacing, first, (int)((long)Math.Floor(highest / spacing) - first) + 3);
        foreach (var atom in pair.Atoms)
        {
            split.Add(atom.LogMass, 1, atom.Loss);
        }

        if (pair.Continuous is { } continuous)
        {
            Integrate(continuous, split, continuous.Support(reach));
        }

        return split.ToLoss(tilt, 2 * (pair.Continuous?.TailMass(reach) ?? 0));
    }

    /// <summary>Largest less smallest loss of a pair.</summary>
    public static double Width(DominatingPair pair, double reach)
    {
        var (lowest, highest) = Range(pair, reach);
        return highest - lowest;
    }

    private static (double Lowest, double Highest) Range(DominatingPair pair, double reach)
    {
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        if (pair.Continuous is { } continuous)
        {
            var (lower, upper) = continuous.Support(reach);
            (lowest, highest) = (continuous.Loss(lower), continuous.Loss(upper));
        }

        return pair.Atoms is [var least, .., var most]
            ? (Math.Min(lowest, least.Loss), Math.Max(highest, most.Loss))
            : pair.Atoms is [var only] ? (Math.Min(lowest, only.Loss), Math.Max(highest, only.Loss)) : (lowest, highest);
    }

    // Grid point by grid point, because the split has a kink at each.
    private static void Integrate(ContinuousLoss continuous, LossSplit split, (double Lower, double Upper) support)
    {
        var from = support.Lower;
        for (var index = (long)Math.Floor(continuous.Loss(from) / split.Spacing) + 1; from < support.Upper; index++)
        {
            var to = Math.Clamp(continuous.Outcome(index * split.Spacing), from, support.Upper);
            var pieces = (int)Math.Ceiling((to - from) * PiecesPerSmoothness / continuous.Smoothness);
            var half = (to - from) / (2 * Math.Max(pieces, 1));
            for (var piece = 0; piece < pieces; piece++)
            {
                AddPiece(continuous, split, from + (((2 * piece) + 1) * half), half);
            }

            from = to;
        }
    }

    private static void AddPiece(ContinuousLoss continuous, LossSplit split, double middle, double half)
    {
        for (var i = 0; i < GaussLegendre.Nodes.Length; i++)
        {
            var x = middle + (half * GaussLegendre.Nodes[i]);
            split.Add(continuous.LogDensity(x), half * GaussLegendre.Weights[i], continuous.Loss(x));
        }
    }
}
