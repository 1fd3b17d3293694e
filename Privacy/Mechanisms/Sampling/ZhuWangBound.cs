using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Sampling;

/// <summary>
/// Poisson sampling of a mechanism of which only the Rényi divergence at whole orders is known (Zhu, Wang 2019, Theorem 5).
/// </summary>
internal static class ZhuWangBound
{
    /// <summary>
    /// <c>log((1-q)^(a-1) (aq-q+1) + C(a,2) q^2 (1-q)^(a-2) e^R(2) + 3 sum_{l>2} C(a,l) (1-q)^(a-l) q^l e^((l-1) R(l))) / (a-1)</c>,
    /// with the binomial weights taken off so that small divergences keep their digits.
    /// </summary>
    public static double Divergence(Mechanism inner, double rate, int order)
    {
        var weights = BinomialLogWeights.Of(order, rate);
        var excess = new LogSum();
        excess.Add(weights[2] + LogSpace.LogExpM1(inner.Rdp(2)));
        for (var i = 3; i <= order; i++)
        {
            // 3 e^y - 1 = e^(y + log 3) - 1
            excess.Add(weights[i] + LogSpace.LogExpM1(((i - 1) * inner.Rdp(i)) + Math.Log(3)));
        }

        return LogSpace.Softplus(excess.Value) / (order - 1);
    }
}
