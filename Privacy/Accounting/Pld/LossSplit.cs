using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Collects outcomes on a grid, each split between its two neighbours.</summary>
/// <param name="direction">Which distribution the data came from.</param>
/// <param name="spacing">Of the grid.</param>
/// <param name="first">Index of the first point, in terms of P over Q.</param>
/// <param name="count">Number of points.</param>
internal sealed class LossSplit(Direction direction, double spacing, long first, int count)
{
    private readonly double[] masses = new double[count];
    private readonly double wholeCell = -LogSpace.ExpM1(-spacing);

    public double Spacing => spacing;

    /// <summary>Adds an outcome.</summary>
    /// <param name="logDensity">Logarithm of its density or probability under Q.</param>
    /// <param name="weight">What the density is multiplied by.</param>
    /// <param name="loss">Logarithm of P over Q.</param>
    public void Add(double logDensity, double weight, double loss)
    {
        var cell = Math.Floor(loss / spacing);
        var position = (int)((long)cell - first);
        var above = loss - (cell * spacing);
        if (direction == Direction.Remove)
        {
            Split(weight * Math.Exp(logDensity + loss), above, position, position + 1);
        }
        else
        {
            Split(weight * Math.Exp(logDensity), spacing - above, position + 1, position);
        }
    }

    /// <summary>The distribution collected, its loss seen from the direction, tilted.</summary>
    public TiltedLoss ToLoss(double tilt, double infiniteMass)
    {
        var logMasses = Array.ConvertAll(masses, Math.Log);
        if (direction == Direction.Remove)
        {
            return TiltedLoss.Of(spacing, tilt, first, logMasses, infiniteMass);
        }

        Array.Reverse(logMasses);
        return TiltedLoss.Of(spacing, tilt, -(first + count - 1), logMasses, infiniteMass);
    }

    // The share p that goes up solves p + (1-p) = 1 and p exp(-h) + (1-p) = exp(-distance): both probabilities are kept.
    private void Split(double mass, double distance, int lower, int upper)
    {
        var share = -LogSpace.ExpM1(-distance) / wholeCell;
        masses[upper] += mass * share;
        masses[lower] += mass * Math.Max(0, 1 - share);
    }
}
