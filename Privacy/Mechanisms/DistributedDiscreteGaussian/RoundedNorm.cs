using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>
/// How much stochastic rounding to whole numbers can lengthen a vector (Kairouz, Liu, Steinke 2021, Theorem 1): a site draws
/// the rounding again until its norm is within the bound.
/// </summary>
public static class RoundedNorm
{
    /// <summary>The bias that is usual: a rounding is accepted with a probability of at least 1 - exp(-1/2).</summary>
    public static readonly double UsualBias = Math.Exp(-0.5);

    /// <summary><c>min(c + sqrt d, sqrt(c^2 + d/4 + sqrt(2 log(1/b)) (c + sqrt(d)/2)))</c>, in whole-number units.</summary>
    /// <param name="clip">c: L2 norm before rounding, in whole-number units, above 0.</param>
    /// <param name="dimension">d: coordinates, padding included, at least 1.</param>
    /// <param name="bias">b: largest probability of drawing again, from 0 to below 1; 0 admits every rounding.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static double L2(double clip, long dimension, double bias)
    {
        PrivacyParameterException.Positive(clip, "clip");
        var side = Math.Sqrt(PrivacyParameterException.Count(dimension, "dimension"));
        var always = clip + side;
        if (bias == 0)
        {
            return always;
        }

        var deviation = Math.Sqrt(-2 * Math.Log(PrivacyParameterException.OpenUnit(bias, "bias")));
        return Math.Min(always, Math.Sqrt((clip * clip) + (side * side / 4) + (deviation * (clip + (side / 2)))));
    }

    /// <summary><c>D2 min(sqrt d, D2)</c>: the L1 norm of a vector of whole numbers of that L2 norm.</summary>
    /// <param name="l2">D2: L2 norm after rounding, above 0.</param>
    /// <param name="dimension">d: coordinates, at least 1.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static double L1(double l2, long dimension) => PrivacyParameterException.Positive(l2, "L2 norm")
        * Math.Min(Math.Sqrt(PrivacyParameterException.Count(dimension, "dimension")), l2);
}
