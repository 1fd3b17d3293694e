using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Analytic;

/// <summary>
/// Zero-concentrated differential privacy: Rényi divergence <c>rho a</c> at every order (Bun, Steinke 2016), turned into
/// epsilon and delta at the optimal order (Canonne, Kamath, Steinke 2020, Corollary 13).
/// </summary>
public static class ZeroConcentrated
{
    /// <summary>The smallest delta over all orders, from 0 to 1.</summary>
    /// <param name="rho">0 or more.</param>
    /// <param name="epsilon">0 or more.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static double Delta(double rho, double epsilon)
    {
        PrivacyParameterException.NotNegative(rho, "rho");
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        return rho == 0 ? 0 : Math.Min(1, Math.Exp(LogDelta(rho, epsilon)));
    }

    /// <summary>The epsilon at which delta is this, 0 or more; rounded up in its thirteenth digit.</summary>
    /// <param name="rho">0 or more.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    /// <exception cref="UnreachableGuaranteeException">Epsilon is too large for a number.</exception>
    public static double Epsilon(double rho, double delta)
    {
        PrivacyParameterException.NotNegative(rho, "rho");
        var goal = Math.Log(PrivacyParameterException.OpenUnit(delta, "delta"));
        return rho == 0 || LogDelta(rho, 0) <= goal
            ? 0
            : Bisection.SmallestThatHolds(epsilon => LogDelta(rho, epsilon) <= goal, 1, "epsilon");
    }

    /// <summary>The largest rho that satisfies epsilon and delta, above 0; rounded down in its thirteenth digit.</summary>
    /// <param name="epsilon">0 or more.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static double Rho(double epsilon, double delta)
    {
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        var goal = Math.Log(PrivacyParameterException.OpenUnit(delta, "delta"));
        return 1 / Bisection.SmallestThatHolds(inverse => LogDelta(1 / inverse, epsilon) <= goal, 1, "inverse of rho");
    }

    // Minimum over t = a - 1 > 0 of t ((t+1) rho - e) + t log(1 - 1/(t+1)) - log(t+1); its slope grows with t.
    private static double LogDelta(double rho, double epsilon)
    {
        double Slope(double t) => (((2 * t) + 1) * rho) - epsilon + Math.Log(t / (t + 1));
        var t = Bisection.SmallestThatHolds(value => Slope(value) >= 0, 1, "order");
        return (t * (((t + 1) * rho) - epsilon)) + (t * Math.Log(t / (t + 1))) - LogSpace.Log1P(t);
    }
}
