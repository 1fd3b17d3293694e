using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>
/// A sum to which every site added its own discrete normal noise (Kairouz, Liu, Steinke 2021, Proposition 14). The noises'
/// sum is not itself discrete normal: <see cref="Tau"/> bounds the difference.
/// </summary>
/// <param name="LocalDeviation">Parameter of a site's noise, in whole-number units, above 0.</param>
/// <param name="Sites">Sites whose noise is sure to be in the sum, at least 1.</param>
/// <param name="Dimension">Coordinates, padding included, at least 1.</param>
/// <param name="L2Sensitivity">Largest L2 norm of a site's rounded vector, in whole-number units, above 0.</param>
/// <param name="L1Sensitivity">Largest L1 norm of a site's rounded vector, in whole-number units, above 0.</param>
/// <exception cref="PrivacyParameterException">A parameter is outside its range.</exception>
public sealed record DistributedDiscreteGaussianMechanism(
    double LocalDeviation, int Sites, long Dimension, double L2Sensitivity, double L1Sensitivity) : Mechanism
{
    /// <summary>Parameter of a site's noise, in whole-number units, above 0.</summary>
    public double LocalDeviation { get; } = PrivacyParameterException.Positive(LocalDeviation, "local standard deviation");

    /// <summary>Sites whose noise is sure to be in the sum, at least 1.</summary>
    public int Sites { get; } = (int)PrivacyParameterException.Count(Sites, "number of sites");

    /// <summary>Coordinates, padding included, at least 1.</summary>
    public long Dimension { get; } = PrivacyParameterException.Count(Dimension, "dimension");

    /// <summary>Largest L2 norm of a site's rounded vector, in whole-number units, above 0.</summary>
    public double L2Sensitivity { get; } = PrivacyParameterException.Positive(L2Sensitivity, "L2 sensitivity");

    /// <summary>Largest L1 norm of a site's rounded vector, in whole-number units, above 0.</summary>
    public double L1Sensitivity { get; } = PrivacyParameterException.Positive(L1Sensitivity, "L1 sensitivity");

    /// <summary><c>10 sum over k from 1 to n-1 of exp(-2 pi^2 s^2 k / (k+1))</c>.</summary>
    public double Tau { get; } = TauOf(LocalDeviation, Sites);

    private protected override double Divergence(double order)
    {
        var deviation = Math.Sqrt(Sites) * LocalDeviation;
        return Divergence(order, L2Sensitivity / deviation, L1Sensitivity / deviation, Tau, Dimension);
    }

    /// <summary>The least of three bounds; l2 and l1 are sensitivities over the central standard deviation.</summary>
    internal static double Divergence(double order, double l2, double l1, double tau, double dimension)
    {
        var apart = (order / 2 * l2 * l2) + (tau * dimension);
        var mixed = order / 2 * ((l2 * l2) + (2 * l1 * tau) + (tau * tau * dimension));
        var joint = l2 + (Math.Sqrt(dimension) * tau);
        return Math.Min(apart, Math.Min(mixed, order / 2 * joint * joint));
    }

    private static double TauOf(double deviation, int sites)
    {
        var rate = -2 * Math.PI * Math.PI * deviation * deviation;
        return 10 * Enumerable.Range(1, sites - 1).Sum(k => Math.Exp(rate * k / (k + 1)));
    }
}
