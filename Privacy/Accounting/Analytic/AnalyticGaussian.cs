using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Analytic;

/// <summary>
/// The normal mechanism without sampling, exactly (Balle, Wang 2018, Theorem 8). k releases are one release at the noise
/// multiplier divided by the square root of k.
/// </summary>
public static class AnalyticGaussian
{
    /// <summary><c>Phi(1/(2s) - e s) - exp(e) Phi(-1/(2s) - e s)</c>, from 0 to 1.</summary>
    /// <param name="noiseMultiplier">s, above 0.</param>
    /// <param name="epsilon">e, 0 or more.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static double Delta(double noiseMultiplier, double epsilon)
    {
        PrivacyParameterException.Positive(noiseMultiplier, "noise multiplier");
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        return Math.Exp(LogDelta(noiseMultiplier, epsilon));
    }

    /// <summary>The epsilon at which delta is this, 0 or more; rounded up in its thirteenth digit.</summary>
    /// <param name="noiseMultiplier">Above 0.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    /// <exception cref="UnreachableGuaranteeException">Epsilon is too large for a number.</exception>
    public static double Epsilon(double noiseMultiplier, double delta)
    {
        PrivacyParameterException.Positive(noiseMultiplier, "noise multiplier");
        var goal = Math.Log(PrivacyParameterException.OpenUnit(delta, "delta"));
        return LogDelta(noiseMultiplier, 0) <= goal
            ? 0
            : Bisection.SmallestThatHolds(epsilon => LogDelta(noiseMultiplier, epsilon) <= goal, 1, "epsilon");
    }

    /// <summary>The smallest noise multiplier that satisfies epsilon and delta; rounded up in its thirteenth digit.</summary>
    /// <param name="epsilon">0 or more.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static double NoiseMultiplier(double epsilon, double delta)
    {
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        var goal = Math.Log(PrivacyParameterException.OpenUnit(delta, "delta"));
        return Bisection.SmallestThatHolds(noise => LogDelta(noise, epsilon) <= goal, 1, "noise multiplier");
    }

    // Both terms in logarithms: far out they agree in many digits and each is below the smallest double.
    private static double LogDelta(double noise, double epsilon)
    {
        var plain = NormalDistribution.LogTail((epsilon * noise) - (0.5 / noise));
        var shifted = epsilon + NormalDistribution.LogTail((epsilon * noise) + (0.5 / noise));
        return shifted >= plain ? double.NegativeInfinity : plain + LogSpace.Log1MinusExp(shifted - plain);
    }
}
