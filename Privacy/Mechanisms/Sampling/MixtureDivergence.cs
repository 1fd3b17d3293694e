using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Sampling;

/// <summary>
/// Rényi divergence of the mixture <c>(1-q) Q + q P</c> from Q. The other direction is never larger for mirror-symmetric
/// pairs (Mironov, Talwar, Zhang 2019, Theorem 5).
/// </summary>
internal static class MixtureDivergence
{
    // Quadrature is good to a few units in the fourteenth digit; the result stays an upper bound.
    private const double RoundingAllowance = 1 + 1e-12;

    /// <summary>
    /// <c>log(sum_i C(a,i) (1-q)^(a-i) q^i E[r^i]) / (a-1)</c> (same paper, section 3.3), with 1 taken off every moment so
    /// that small divergences keep their digits.
    /// </summary>
    public static double AtWholeOrder(Mechanism inner, double rate, int order)
    {
        var weights = BinomialLogWeights.Of(order, rate);
        var excess = new LogSum();
        for (var i = 2; i <= order; i++)
        {
            excess.Add(weights[i] + LogSpace.LogExpM1((i - 1) * inner.Rdp(i)));
        }

        return LogSpace.Softplus(excess.Value) / (order - 1);
    }

    /// <summary>
    /// The same sum continued to fractional orders with the signs of its binomial coefficients: it equals the mean of
    /// <c>r^a</c>, which is integrated directly because the signed series converges slowly.
    /// </summary>
    public static double AtAnyOrder(DominatingPair sampled, double order) =>
        LogSpace.Softplus(RenyiMoment.LogExcess(sampled, order)) / (order - 1) * RoundingAllowance;
}
