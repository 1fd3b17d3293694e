using System.Globalization;
using System.Numerics;
using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Where a sum of losses lies but for a probability below rounding.</summary>
/// <param name="First">Grid index of its lower end.</param>
/// <param name="Length">Number of grid points, a power of two.</param>
internal readonly record struct LossWindow(long First, int Length)
{
    // exp(-40) is below the rounding of a sum of probabilities.
    private const double LogNegligible = 40;
    private const double MostPoints = 1 << 24;

    // Rates for the Chernoff bound, in reciprocals of the standard deviation; the best is near 9 for a normal sum.
    private static readonly double[] Rates = [0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    public static LossWindow Of(IReadOnlyList<(TiltedLoss Loss, long Count)> parts)
    {
        var moments = parts.Select(part => part.Loss.Moments()).ToList();
        var mean = parts.Zip(moments, (part, moment) => part.Count * moment.Mean).Sum();
        var deviation = Math.Sqrt(parts.Zip(moments, (part, moment) => part.Count * moment.Variance).Sum());
        var spacing = parts[0].Loss.Spacing;
        if (deviation == 0)
        {
            return new((long)Math.Floor(mean / spacing), 1);
        }

        var reaches = Rates.Select(rate => Reach(parts, moments, rate / deviation)).ToList();
        var lower = (mean - reaches.Min(reach => reach.Down)) / spacing;
        var upper = (mean + reaches.Min(reach => reach.Up)) / spacing;
        return upper - lower < MostPoints
            ? new((long)Math.Floor(lower), (int)BitOperations.RoundUpToPowerOf2((uint)(upper - lower) + 2))
            : throw new UnreachableGuaranteeException(
                string.Create(CultureInfo.InvariantCulture, $"The loss distribution of {parts.Sum(part => (double)part.Count):G3} releases"),
                string.Create(CultureInfo.InvariantCulture, $"it needs {upper - lower:G3} grid points, the limit is {MostPoints:G3}"),
                "Use the RDP accountant");
    }

    // Chernoff: P[X - mean > y] <= exp(cumulant(rate) - rate y), both ways.
    private static (double Down, double Up) Reach(
        IReadOnlyList<(TiltedLoss Loss, long Count)> parts, List<(double Mean, double Variance)> moments, double rate)
    {
        var (down, up) = (LogNegligible, LogNegligible);
        for (var part = 0; part < parts.Count; part++)
        {
            var (loss, count) = parts[part];
            var (below, above) = (0.0, 0.0);
            for (var i = 0; i < loss.Masses.Length; i++)
            {
                var growth = Math.Exp(rate * (loss.LossAt(i) - moments[part].Mean));
                above += loss.Masses[i] * growth;
                below += loss.Masses[i] == 0 ? 0 : loss.Masses[i] / growth;
            }

            down += count * Math.Log(below);
            up += count * Math.Log(above);
        }

        return (down / rate, up / rate);
    }
}
