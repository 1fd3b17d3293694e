using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Rdp;

/// <summary>From a Rényi divergence at one order to epsilon and delta.</summary>
internal static class RdpConversion
{
    // Nearer to 1 the terms in 1/(a-1) lose all their digits.
    private const double SmallestOrder = 1.01;

    /// <summary>
    /// <c>r + log(1 - 1/a) - log(delta a) / (a-1)</c> (Canonne, Kamath, Steinke 2020, Proposition 12), or 0 when the
    /// divergence bounds the total variation by delta.
    /// </summary>
    public static double Epsilon(double order, double divergence, double delta)
    {
        if ((delta * delta) + LogSpace.ExpM1(-divergence) > 0)
        {
            return 0;
        }

        return order <= SmallestOrder
            ? double.PositiveInfinity
            : Math.Max(0, divergence + LogSpace.Log1P(-1 / order) - ((Math.Log(delta) + Math.Log(order)) / (order - 1)));
    }

    /// <summary>The inverse of <see cref="Epsilon"/>, at most 1.</summary>
    public static double Delta(double order, double divergence, double epsilon)
    {
        var totalVariation = LogSpace.Log1MinusExp(-divergence) / 2;
        return order <= SmallestOrder
            ? Math.Exp(totalVariation)
            : Math.Exp(Math.Min(
                totalVariation, ((order - 1) * (divergence - epsilon + LogSpace.Log1P(-1 / order))) - Math.Log(order)));
    }
}
