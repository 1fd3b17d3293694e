namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>Variance that stochastic rounding to whole numbers adds.</summary>
internal static class RoundingVariance
{
    private const double Negligible = 1e-9;

    /// <summary>
    /// Mean of <c>f (1 - f)</c> over a normal number's fraction f: <c>1/6 - sum_k exp(-2 pi^2 k^2 s^2) / (pi^2 k^2)</c>, the Fourier
    /// series of <c>f (1 - f)</c> under the normal law. 0 when s is 0, 1/6 when it is large.
    /// </summary>
    /// <param name="deviation">s, 0 or more.</param>
    public static double OfNormal(double deviation)
    {
        // The series ends late for a narrow law, whose mean is E|x| up to what falls beyond 1.
        if (deviation < 0.05)
        {
            return (deviation * Math.Sqrt(2 / Math.PI)) - (deviation * deviation);
        }

        var sum = 1.0 / 6;
        for (var k = 1; ; k++)
        {
            var term = Math.Exp(-2 * Math.PI * Math.PI * k * k * deviation * deviation) / (Math.PI * Math.PI * k * k);
            if (term < Negligible)
            {
                return sum;
            }

            sum -= term;
        }
    }
}
