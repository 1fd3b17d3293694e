using System.Globalization;

namespace Tapestry.Grains.Rounds.Weights;

/// <summary>
/// Turns scores into governed weights: proportional to the scores, no weight below the floor, none above the cap,
/// all together exactly 1. The weights are <c>clamp(lambda * score, floor, cap)</c> for the one lambda that makes them
/// add up, rounded to 10^-12; sites that score nothing share equally what capped sites may not take.
/// </summary>
public static class WeightGovernor
{
    private const int BisectionSteps = 200;

    /// <summary>Governs the weights of a cohort.</summary>
    /// <param name="scores">One score a site, finite and not negative; all zero counts as equal.</param>
    /// <param name="floor">Least weight, 0 to <paramref name="cap"/>, at most 12 decimals.</param>
    /// <param name="cap">Largest weight, above 0 to 1, at most 12 decimals.</param>
    /// <returns>One weight a site, in the order of the scores.</returns>
    /// <exception cref="WeightsImpossibleException">No weights can hold floor and cap for so many sites.</exception>
    public static IReadOnlyList<decimal> Govern(IReadOnlyList<double> scores, decimal floor, decimal cap)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var (floorUnits, capUnits) = (WeightUnits.FromWeight(floor), WeightUnits.FromWeight(cap));
        EnsurePossible(scores, floor, cap);

        var shares = Shares(scores);
        var scale = Solve(shares, (double)floor, (double)cap);
        var units = new long[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            var wanted = Math.Min(scale * shares[i], 1.0) * WeightUnits.One;
            units[i] = Math.Clamp((long)Math.Floor(wanted), floorUnits, capUnits);
        }

        Settle(units, floorUnits, capUnits);
        return [.. units.Select(WeightUnits.ToWeight)];
    }

    private static void EnsurePossible(IReadOnlyList<double> scores, decimal floor, decimal cap)
    {
        var sites = scores.Count;
        var bad = scores.ToList().FindIndex(score => !double.IsFinite(score) || score < 0);
        if (bad >= 0)
        {
            throw new WeightsImpossibleException(string.Create(
                CultureInfo.InvariantCulture, $"Score {bad} is {scores[bad]}; scores must be finite and not negative."));
        }

        if (sites * cap < 1)
        {
            throw new WeightsImpossibleException(string.Create(
                CultureInfo.InvariantCulture,
                $"A weight cap of {cap} lets {sites} sites reach {sites * cap} together, below 1: raise the cap or wait for more sites."));
        }

        if (sites * floor > 1)
        {
            throw new WeightsImpossibleException(string.Create(
                CultureInfo.InvariantCulture,
                $"A weight floor of {floor} gives {sites} sites {sites * floor} together, above 1: lower the floor."));
        }
    }

    private static double[] Shares(IReadOnlyList<double> scores)
    {
        var largest = scores.Max();
        if (largest == 0)
        {
            return [.. scores.Select(_ => 1.0 / scores.Count)];
        }

        var scaled = scores.Select(score => score / largest).ToArray();
        var sum = scaled.Sum();
        return [.. scaled.Select(score => score / sum)];
    }

    /// <summary>Finds lambda by bisection; the sum of clamped weights never falls as lambda grows.</summary>
    private static double Solve(double[] shares, double floor, double cap)
    {
        var smallest = shares.Where(share => share > 0).Min();
        var (low, high) = (0.0, cap / smallest);
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = low + ((high - low) / 2);
            var sum = shares.Sum(share => Math.Clamp(middle * share, floor, cap));
            (low, high) = sum < 1 ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Gives out or takes back, in equal parts, the units that rounding and unscored sites left over.</summary>
    private static void Settle(long[] units, long floor, long cap)
    {
        for (var rest = WeightUnits.One - units.Sum(); rest != 0; rest = WeightUnits.One - units.Sum())
        {
            var open = Enumerable.Range(0, units.Length).Where(i => rest > 0 ? units[i] < cap : units[i] > floor).ToArray();
            var part = Math.Max(1, Math.Abs(rest) / open.Length);
            foreach (var i in open)
            {
                var move = Math.Min(part, Math.Min(Math.Abs(rest), rest > 0 ? cap - units[i] : units[i] - floor));
                units[i] += rest > 0 ? move : -move;
                rest -= rest > 0 ? move : -move;
                if (rest == 0)
                {
                    break;
                }
            }
        }
    }
}
