namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>How fine a grid must be, and how far out the noise must be followed, for the accuracy promised.</summary>
internal static class GridChoice
{
    // Standard deviations beyond which a probability is below the smallest double.
    private const double LongestReach = 37;

    // Share of epsilon that the grid may add; three stages of composition stay below a thousandth.
    private const double Accuracy = 1.5e-4;

    // A single release gets no more cells: an epsilon far below the largest loss is then known less exactly, never less safely.
    private const double MostCells = 1 << 21;

    // What is cut off adds at most this share to delta.
    private const double CutShare = 1e-8;

    /// <summary>
    /// The spacing, a power of two. Splitting a loss over a cell of width h adds <c>(tilt+1) h^2 / 12</c> to epsilon for each
    /// release; an atom between grid points adds at most one cell.
    /// </summary>
    /// <param name="count">Number of releases.</param>
    /// <param name="tilt">Of the losses.</param>
    /// <param name="epsilon">Expected, 0 or more.</param>
    /// <param name="deviation">Of the sum of the losses, about.</param>
    /// <param name="width">Largest less smallest loss of one release.</param>
    public static double Spacing(double count, double tilt, double epsilon, double deviation, double width)
    {
        var splitting = Math.Sqrt(12 * Accuracy * Math.Max(epsilon, deviation / 10) / ((tilt + 1) * count));
        var wanted = Math.Min(splitting, 2 * Accuracy * Math.Max(epsilon, deviation));
        return Math.Pow(2, Math.Floor(Math.Log2(Math.Max(wanted, width / MostCells))));
    }

    /// <summary>How many standard deviations of the noise to keep so that the rest is negligible against delta.</summary>
    public static double Reach(double count, double delta) =>
        Math.Min(LongestReach, Math.Sqrt(2 * (Math.Log(2 * count / CutShare) - Math.Log(delta))));
}
