using System.Globalization;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>
/// Solves granularity and noise together (Kairouz, Liu, Steinke 2021, section 4): the noise needed depends on how far
/// rounding lengthens a vector, the granularity on how far noise spreads the sum.
/// </summary>
public static class DistributedDiscreteGaussianCalibration
{
    private const double Converged = 1e-9;
    private const int MostSteps = 500;

    /// <summary>The finest granularity at which the sum still fits its bits, and the least noise at it.</summary>
    /// <param name="goal">What the run asks.</param>
    /// <param name="orders">Rényi orders; <see cref="RdpOrders.Default"/> when left out.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    /// <exception cref="UnreachableGuaranteeException">The sum does not fit its bits at any granularity.</exception>
    public static DistributedDiscreteGaussianParameters Solve(
        DistributedDiscreteGaussianGoal goal, IReadOnlyList<double>? orders = null)
    {
        Check(goal);
        var accountant = new RdpAccountant(orders);

        // From too fine upwards: each step makes room for the noise of the step before.
        var granularity = goal.Clip * Math.Pow(2, -2 * goal.Bits);
        for (var step = 0; step < MostSteps && double.IsFinite(granularity); step++)
        {
            var noise = Noise(goal, granularity, accountant);
            var next = 1 / Scale(goal, noise * granularity);
            if (next <= granularity * (1 + Converged))
            {
                var mechanism = Mechanism(goal, granularity, noise);
                return new()
                {
                    Granularity = granularity,
                    LocalDeviation = noise * granularity,
                    Mechanism = mechanism,
                    Epsilon = accountant.Epsilon([Round(goal, mechanism)], goal.Delta).Epsilon,
                };
            }

            granularity = next;
        }

        throw TooFewBits(goal);
    }

    /// <summary>
    /// Whole-number steps per unit, such that the sum of all sites' vectors and noises stays within its bits:
    /// <c>sqrt(4^b - n k^2) / (2 k sqrt(f c^2 n^2 / d + n s^2))</c>.
    /// </summary>
    /// <param name="goal">b, n, k, f, c and d.</param>
    /// <param name="localDeviation">s: a site's noise in the vector's own unit, 0 or more.</param>
    /// <exception cref="UnreachableGuaranteeException">Rounding alone fills the bits.</exception>
    public static double Scale(DistributedDiscreteGaussianGoal goal, double localDeviation)
    {
        double sites = goal.Sites;
        var room = Math.Pow(4, goal.Bits) - (sites * goal.DeviationsBeforeWrap * goal.DeviationsBeforeWrap);
        var spread = (goal.Flatness * goal.Clip * goal.Clip * sites * sites / goal.Dimension)
            + (sites * localDeviation * localDeviation);
        return room > 0 ? Math.Sqrt(room / spread) / (2 * goal.DeviationsBeforeWrap) : throw TooFewBits(goal);
    }

    private static double Noise(DistributedDiscreteGaussianGoal goal, double granularity, RdpAccountant accountant) =>
        Bisection.SmallestThatHolds(
            noise => accountant.Epsilon([Round(goal, Mechanism(goal, granularity, noise))], goal.Delta).Epsilon <= goal.Epsilon,
            1,
            "noise",
            Converged / 10);

    private static Release Round(DistributedDiscreteGaussianGoal goal, Mechanism mechanism) =>
        new(goal.SamplingRate == 1 ? mechanism : new PoissonSampledMechanism(mechanism, goal.SamplingRate), goal.Rounds);

    private static DistributedDiscreteGaussianMechanism Mechanism(
        DistributedDiscreteGaussianGoal goal, double granularity, double noise)
    {
        var l2 = RoundedNorm.L2(goal.Clip / granularity, goal.Dimension, goal.Bias);
        return new(noise, goal.MinimumSurvivors, goal.Dimension, l2, RoundedNorm.L1(l2, goal.Dimension));
    }

    private static void Check(DistributedDiscreteGaussianGoal goal)
    {
        PrivacyParameterException.Positive(goal.Epsilon, "epsilon");
        PrivacyParameterException.Positive(goal.Clip, "clip");
        PrivacyParameterException.Positive(goal.DeviationsBeforeWrap, "standard deviations before the sum wraps");
        PrivacyParameterException.Positive(goal.Flatness, "flatness");
        PrivacyParameterException.Count(goal.Sites, "number of sites");
        PrivacyParameterException.Count(goal.MinimumSurvivors, "fewest survivors", 1, goal.Sites);
        PrivacyParameterException.Count(goal.Bits, "bits", 2, 32);
    }

    private static UnreachableGuaranteeException TooFewBits(DistributedDiscreteGaussianGoal goal) => new(
        string.Create(CultureInfo.InvariantCulture, $"A sum over {goal.Sites} sites in {goal.Bits} bits for epsilon {goal.Epsilon}"),
        "at no granularity do the vectors and their noise fit",
        "Use more bits, fewer coordinates or a larger epsilon");
}
