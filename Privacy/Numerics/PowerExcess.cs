namespace Tapestry.Privacy.Numerics;

/// <summary>
/// How far a power lies above its tangent at 1: <c>r^a - 1 - a (r - 1)</c>, never negative for a above 1 or below 0. Its mean under
/// the base distribution is the Rényi moment less 1, without the cancellation that the moment itself suffers near 1.
/// </summary>
internal static class PowerExcess
{
    private const double SeriesBelow = 0.2;
    private const double DominantFrom = 40;

    /// <summary>Logarithm of the excess at <c>r = exp(logRatio)</c>.</summary>
    public static double Log(double power, double logRatio)
    {
        var exponent = power * logRatio;
        if (exponent > DominantFrom)
        {
            return exponent + LogSpace.Log1P(-Tangent(power, logRatio) * Math.Exp(-exponent));
        }

        var shift = LogSpace.ExpM1(logRatio);
        return Math.Abs(power * shift) < SeriesBelow && Math.Abs(shift) < SeriesBelow
            ? Math.Log(Series(power, shift))
            : Math.Log(LogSpace.ExpM1(exponent) - (power * shift));
    }

    // A ratio so large that it overflows is dwarfed by its power.
    private static double Tangent(double power, double logRatio) =>
        power > 0 && logRatio > 700 ? 0 : 1 + (power * LogSpace.ExpM1(logRatio));

    private static double Series(double power, double shift)
    {
        var term = power * (power - 1) / 2 * shift * shift;
        var sum = term;
        for (var k = 2; Math.Abs(term) > Math.Abs(sum) * 1e-18 && k < 60; k++)
        {
            term *= (power - k) / (k + 1) * shift;
            sum += term;
        }

        return sum;
    }
}
