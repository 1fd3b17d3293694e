using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Calibration;

/// <summary>
/// Finds the least noise that satisfies a guarantee. What it returns was itself accounted for and satisfies it; it is above
/// the least by at most <see cref="Tolerance"/> as a share.
/// </summary>
public static class NoiseCalibration
{
    /// <summary>Largest share by which the result exceeds the least noise.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>No search goes below this noise multiplier: epsilon is then beyond 100,000 and means nothing.</summary>
    public const double LeastNoise = 1e-3;

    /// <summary>The least noise whose epsilon, at this delta, is at most the one given.</summary>
    /// <param name="releases">
    /// What is released under a noise above 0; its epsilon must not grow with the noise. The number may be a noise
    /// multiplier, a standard deviation or a scale.
    /// </param>
    /// <param name="accountant">Says what the releases cost.</param>
    /// <param name="epsilon">Above 0.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    /// <exception cref="UnsupportedMechanismException">The accountant does not take the mechanism.</exception>
    /// <exception cref="UnreachableGuaranteeException">No noise is enough.</exception>
    public static double Calibrate(
        Func<double, IReadOnlyList<Release>> releases, IPrivacyAccountant accountant, double epsilon, double delta)
    {
        PrivacyParameterException.Positive(epsilon, "epsilon");
        PrivacyParameterException.OpenUnit(delta, "delta");
        double Spent(double noise) => Cost(releases(noise), accountant, delta);
        if (accountant is not PldAccountant)
        {
            return Bisection.SmallestThatHolds(
                noise => Spent(noise) <= epsilon, 1, "noise", Tolerance / 10, LeastNoise);
        }

        // The Rényi bound costs little and lies above: the long way is gone with it.
        var start = Calibrate(releases, new RdpAccountant(), epsilon, delta);
        return start <= LeastNoise ? start : new PowerLawSearch(Spent, epsilon, Tolerance).From(start);
    }

    private static double Cost(IReadOnlyList<Release> releases, IPrivacyAccountant accountant, double delta)
    {
        try
        {
            return accountant.Epsilon(releases, delta).Epsilon;
        }
        catch (UnreachableGuaranteeException)
        {
            return double.PositiveInfinity;
        }
    }
}
