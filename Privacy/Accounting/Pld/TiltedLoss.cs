using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// A privacy loss on a grid, exponentially tilted (Esscher 1932): the probability of loss x is <c>exp(LogScale - Tilt x)</c>
/// times the mass at x, and the masses add up to 1. Near the tilted mean every digit of a mass counts, however improbable
/// the loss is.
/// </summary>
/// <param name="Spacing">Distance of grid points, a power of two so that coarser grids are contained in finer ones.</param>
/// <param name="Tilt">0 or more.</param>
/// <param name="First">Grid index of the first mass; the loss is the index times the spacing.</param>
/// <param name="Masses">Tilted probabilities.</param>
/// <param name="LogScale">Logarithm of the factor that undoes the tilt at loss 0.</param>
/// <param name="InfiniteMass">Probability of a loss without bound.</param>
internal sealed record TiltedLoss(
    double Spacing, double Tilt, long First, double[] Masses, double LogScale, double InfiniteMass)
{
    /// <summary>Tilts a plain distribution, given by the logarithms of its probabilities.</summary>
    public static TiltedLoss Of(double spacing, double tilt, long first, double[] logMasses, double infiniteMass)
    {
        var tilted = new double[logMasses.Length];
        var total = new LogSum();
        for (var i = 0; i < tilted.Length; i++)
        {
            tilted[i] = logMasses[i] + (tilt * (first + i) * spacing);
            total.Add(tilted[i]);
        }

        for (var i = 0; i < tilted.Length; i++)
        {
            tilted[i] = Math.Exp(tilted[i] - total.Value);
        }

        return new(spacing, tilt, first, tilted, total.Value, infiniteMass);
    }

    /// <summary>The loss at a position in <see cref="Masses"/>.</summary>
    public double LossAt(int position) => (First + position) * Spacing;

    /// <summary>Mean and variance of the tilted loss.</summary>
    public (double Mean, double Variance) Moments()
    {
        var (mean, square) = (0.0, 0.0);
        for (var i = 0; i < Masses.Length; i++)
        {
            mean += Masses[i] * LossAt(i);
        }

        for (var i = 0; i < Masses.Length; i++)
        {
            var distance = LossAt(i) - mean;
            square += Masses[i] * distance * distance;
        }

        return (mean, square);
    }
}
