using System.Globalization;
using System.Numerics;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Rounding;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;

namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>
/// Solves bits, granularity and noise of a run's masked sums together. The noise is that of the fewest honest survivors: only
/// theirs is sure to be in the sum and unknown to whoever sees it.
/// </summary>
public static class SumNoisePlanner
{
    private const int FewestBits = 2;
    private const int MostBits = 32;

    /// <summary>The plan with the fewest bits that the goal's tolerance allows. A function of the goal.</summary>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    /// <exception cref="UnreachableGuaranteeException">No width up to the largest allowed is enough.</exception>
    public static SumNoisePlan Plan(SumNoiseGoal goal)
    {
        Check(goal);
        var ideal = DistributedDiscreteGaussianCalibration.Solve(goal.At(MostBits)).LocalDeviation;

        // Each site must be able to add at least 1 without the sum wrapping: 2^(b-1) above n.
        var fewest = Math.Max(FewestBits, BitOperations.Log2((uint)goal.Sites) + 2);
        return Enumerable.Range(fewest, Math.Max(0, goal.MaximumBits - fewest + 1))
            .Select(bits => Try(goal, bits, ideal))
            .FirstOrDefault(plan => plan is not null) ?? throw TooFewBits(goal);
    }

    /// <summary>The plan at a width, or null when the sum does not fit or its error exceeds the tolerance.</summary>
    private static SumNoisePlan? Try(SumNoiseGoal goal, int bits, double ideal)
    {
        try
        {
            var plan = At(goal, bits);
            var isDrawable = plan.Mechanism.LocalDeviation is >= DiscreteGaussianSampler.MinSigma and <= DiscreteGaussianSampler.MaxSigma;
            var limit = goal.Sites * ideal * ideal * (1 + goal.Tolerance);
            return isDrawable && plan.ErrorVariance(goal.Sites) <= limit ? plan : null;
        }
        catch (UnreachableGuaranteeException)
        {
            return null;
        }
    }

    /// <summary>The plan at a width, whatever rounding adds.</summary>
    internal static SumNoisePlan At(SumNoiseGoal goal, int bits)
    {
        var solved = DistributedDiscreteGaussianCalibration.Solve(goal.At(bits));

        // A coarser grid shortens a vector in steps, so the solved noise in steps keeps the epsilon.
        var granularity = RoundUp(solved.Granularity);
        var bound = new RoundingNormBound(goal.Clip / granularity, goal.Dimension);
        var mechanism = new DistributedDiscreteGaussianMechanism(
            solved.Mechanism.LocalDeviation, goal.FewestSurvivors - goal.Colluders, goal.Dimension, bound.L2, bound.L1);
        return new SumNoisePlan
        {
            Goal = goal,
            Bits = bits,
            Granularity = granularity,
            Mechanism = mechanism,
            Epsilon = new RdpAccountant().Epsilon([new Release(mechanism, goal.Rounds)], goal.Delta).Epsilon,
        };
    }

    private static float RoundUp(double value)
    {
        var rounded = (float)value;
        return rounded < value ? MathF.BitIncrement(rounded) : rounded;
    }

    private static void Check(SumNoiseGoal goal)
    {
        ArgumentNullException.ThrowIfNull(goal);
        PrivacyParameterException.Count(goal.FewestSurvivors, "fewest survivors", 1, Math.Max(1, goal.Sites));
        PrivacyParameterException.Count(goal.Colluders, "colluding survivors", 0, goal.FewestSurvivors - 1);
        PrivacyParameterException.Count(goal.BlockLength, "block length");
        PrivacyParameterException.Count(goal.MaximumBits, "most bits", FewestBits, MostBits);
        PrivacyParameterException.Positive(goal.Tolerance, "tolerance");
    }

    private static UnreachableGuaranteeException TooFewBits(SumNoiseGoal goal) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Noise for epsilon {goal.Epsilon} in sums over {goal.Sites} sites of {goal.MaximumBits} bits"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"rounding to whole numbers would add more than {goal.Tolerance:P0} to its variance"),
        "Allow more bits, fewer sites or a larger epsilon");
}
