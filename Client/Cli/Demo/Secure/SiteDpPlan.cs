using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Rotation;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>
/// Site-level differential privacy of a demo: quorum and weight cap that the noise relies on, and the noise itself, for the
/// fewest survivors with which a sum is unmasked, a third of the members colluding.
/// </summary>
internal sealed record SiteDpPlan
{
    private const int CorruptionPerMille = 333;

    // One round's noise moves a parameter by this share of an inner step: small enough for the model to survive all rounds.
    private const double NoiseShareOfStep = 0.01;

    /// <summary>L2 norm to which a member's update is clipped.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>Largest weight: that of a member when only a quorum takes part.</summary>
    public required decimal WeightCap { get; init; }

    /// <summary>The noise.</summary>
    public required SumNoisePlan Noise { get; init; }

    /// <summary>Fewest members in a sum.</summary>
    public int Quorum => Noise.Goal.FewestSurvivors;

    /// <summary>The noise as tickets carry it.</summary>
    public SiteLevelNoise ForTickets => new()
    {
        Granularity = Noise.Granularity,
        FewestSurvivors = Quorum,
        Mechanism = new DistributedDiscreteGaussianRelease(
            Noise.Mechanism.LocalDeviation, Noise.Mechanism.Sites, Noise.Mechanism.Dimension,
            Noise.Mechanism.L2Sensitivity, Noise.Mechanism.L1Sensitivity),
    };

    /// <summary>The plan of a demo; null when no differential privacy was asked for.</summary>
    /// <exception cref="Tapestry.Privacy.Accounting.Errors.PrivacyException">No noise gives what was asked.</exception>
    public static SiteDpPlan? Of(DemoSettings settings, DemoPlan plan, ModelConfig model) => settings.Secure?.SiteDp is { } asked
        ? Of(asked, settings.Sites.Count, plan.Rounds, ParameterLayout.For(model).TotalCount, plan.PeakLearningRate)
        : null;

    /// <summary>Solves the plan; a function of its arguments.</summary>
    /// <param name="settings">What was asked.</param>
    /// <param name="sites">Members.</param>
    /// <param name="rounds">Certified rounds.</param>
    /// <param name="parameters">Parameters of the model.</param>
    /// <param name="peakLearningRate">About what an inner step moves a parameter by.</param>
    /// <exception cref="Tapestry.Privacy.Accounting.Errors.PrivacyException">No noise gives what was asked.</exception>
    public static SiteDpPlan Of(SiteDpSettings settings, int sites, int rounds, long parameters, float peakLearningRate)
    {
        var quorum = SecureRoundParameters.LeastThreshold(sites);
        var cap = RoundedUp(1m / quorum);
        SumNoisePlan Plan(double clip) => SumNoisePlanner.Plan(new SumNoiseGoal
        {
            Epsilon = settings.Epsilon,
            Delta = settings.Delta,
            Rounds = rounds,
            Sites = sites,
            FewestSurvivors = quorum,
            Colluders = sites * CorruptionPerMille / 1000,
            Dimension = parameters,
            Clip = clip * (double)cap,
            BlockLength = RandomizedHadamard.DefaultBlockLength,
        });

        var norm = settings.Clip ?? NoiseShareOfStep * peakLearningRate / Math.Sqrt(Plan(1).ErrorVariance(sites));
        return new SiteDpPlan { ClipNorm = norm, WeightCap = cap, Noise = Plan(norm) };
    }

    private static decimal RoundedUp(decimal weight) => Math.Ceiling(weight * GovernedWeight.One) / GovernedWeight.One;
}
