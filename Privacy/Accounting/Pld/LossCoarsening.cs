using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Moves a loss to a coarser grid by connecting the dots, as <see cref="LossDiscretizer"/> does.</summary>
internal static class LossCoarsening
{
    /// <summary>The loss on a grid of a multiple of its spacing.</summary>
    /// <param name="loss">On the fine grid.</param>
    /// <param name="factor">How many fine cells make a coarse one, a power of two.</param>
    public static TiltedLoss Coarsen(TiltedLoss loss, int factor)
    {
        if (factor == 1)
        {
            return loss;
        }

        var first = (long)Math.Floor((double)loss.First / factor);
        var masses = new double[((loss.First + loss.Masses.Length - 1 - (first * factor)) / factor) + 2];
        var (toLower, toUpper) = Shares(loss, factor);
        for (var i = 0; i < loss.Masses.Length; i++)
        {
            var (cell, offset) = Math.DivRem(loss.First + i - (first * factor), factor);
            masses[cell] += loss.Masses[i] * toLower[offset];
            masses[cell + 1] += loss.Masses[i] * toUpper[offset];
        }

        var total = masses.Sum();
        return loss with
        {
            Spacing = loss.Spacing * factor,
            First = first,
            Masses = [.. masses.Select(mass => mass / total)],
            LogScale = loss.LogScale + Math.Log(total),
        };
    }

    // Moving to another loss changes the tilt's weight too.
    private static (double[] ToLower, double[] ToUpper) Shares(TiltedLoss loss, int factor)
    {
        var width = factor * loss.Spacing;
        var (toLower, toUpper) = (new double[factor], new double[factor]);
        for (var offset = 0; offset < factor; offset++)
        {
            var distance = offset * loss.Spacing;
            var share = LogSpace.ExpM1(-distance) / LogSpace.ExpM1(-width);
            toLower[offset] = (1 - share) * Math.Exp(-loss.Tilt * distance);
            toUpper[offset] = share * Math.Exp(loss.Tilt * (width - distance));
        }

        return (toLower, toUpper);
    }
}
