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

    // The best rate for a normal sum is near 9 over its standard deviation; rare large losses need smaller ones.
    private const double HighestRate = 10;
    private const double RateRatio = 0.7;

    // Products of growth factors drift; they are begun anew this often.
    private const int FreshEvery = 256;

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

        var widest = parts.Max(part => part.Loss.Masses.Length) * spacing;
        var reaches = Rates(HighestRate / deviation, 1 / widest).Select(rate => Reach(parts, moments, rate)).ToList();
        var lower = (mean - reaches.Min(reach => reach.Down)) / spacing;
        var upper = (mean + reaches.Min(reach => reach.Up)) / spacing;
        return upper - lower < MostPoints
            ? new((long)Math.Floor(lower), (int)BitOperations.RoundUpToPowerOf2((uint)(upper - lower) + 2))
            : throw new UnreachableGuaranteeException(
                string.Create(CultureInfo.InvariantCulture, $"The loss distribution of {parts.Sum(part => (double)part.Count):G3} releases"),
                string.Create(CultureInfo.InvariantCulture, $"it needs {upper - lower:G3} grid points, the limit is {MostPoints:G3}"),
                "Use the RDP accountant");
    }

    private static IEnumerable<double> Rates(double highest, double lowest)
    {
        for (var rate = highest; rate >= Math.Min(lowest, highest); rate *= RateRatio)
        {
            yield return rate;
        }
    }

    // Chernoff: P[X - mean > y] <= exp(cumulant(rate) - rate y), both ways.
    private static (double Down, double Up) Reach(
        IReadOnlyList<(TiltedLoss Loss, long Count)> parts, List<(double Mean, double Variance)> moments, double rate)
    {
        var (down, up) = (LogNegligible, LogNegligible);
        for (var part = 0; part < parts.Count; part++)
        {
            var (loss, count) = parts[part];
            up += count * Math.Log(Growth(loss, moments[part].Mean, rate));
            down += count * Math.Log(Growth(loss, moments[part].Mean, -rate));
        }

        return (down / rate, up / rate);
    }

    // The mean of exp(rate (x - mean)).
    private static double Growth(TiltedLoss loss, double mean, double rate)
    {
        var (sum, factor, step) = (0.0, 1.0, Math.Exp(rate * loss.Spacing));
        for (var i = 0; i < loss.Masses.Length; i++)
        {
            factor = i % FreshEvery == 0 ? Math.Exp(rate * (loss.LossAt(i) - mean)) : factor * step;
            sum += loss.Masses[i] == 0 ? 0 : loss.Masses[i] * factor;
        }

        return sum;
    }
}
