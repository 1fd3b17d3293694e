using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Numerics;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Pld;

public sealed class LossDiscretizerTests
{
    private const double Spacing = 1.0 / 1024;

    public static TheoryData<string> Mechanisms => ["gaussian", "laplace", "discrete", "sampled gaussian", "sampled laplace"];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Both_distributions_keep_their_probability(string name)
    {
        var pair = Pair(name);
        foreach (var direction in Enum.GetValues<Direction>())
        {
            var fine = LossDiscretizer.Discretize(pair, direction, Spacing, 0, 12);
            foreach (var loss in (TiltedLoss[])[fine, LossCoarsening.Coarsen(fine, 16)])
            {
                Close.Equal(1, Math.Exp(loss.LogScale), 1e-13);
                Close.Equal(1, loss.Masses.Select((mass, at) => mass * Math.Exp(-loss.LossAt(at))).Sum(), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(1.0, 0.01)]
    [InlineData(0.5, 0.3)]
    [InlineData(4.0, 0.9)]
    public void One_release_has_its_exact_delta_from_above(double noise, double rate)
    {
        var pair = Sampled.Gaussian(noise, rate).Pair!;
        foreach (var epsilon in (double[])[0.01, 0.1, 0.3])
        {
            var x = pair.Continuous!.Outcome(epsilon);
            double Above(double mean) => NormalDistribution.Tail((x - mean) / noise);
            var exact = ((1 - rate) * Above(0)) + (rate * Above(1)) - (Math.Exp(epsilon) * Above(0));
            var loss = LossDiscretizer.Discretize(pair, Direction.Remove, Spacing, 0, 12);

            Close.JustAbove(exact, Math.Exp(HockeyStick.LogDelta(loss, epsilon)), 1e-3, 1e-11);
        }
    }

    [Fact]
    public void Coarsening_never_makes_a_loss_more_private()
    {
        var fine = LossDiscretizer.Discretize(Pair("sampled gaussian"), Direction.Remove, Spacing, 2, 12);
        var coarse = LossCoarsening.Coarsen(fine, 8);

        Assert.All(
            (double[])[0, 0.01, 0.37, 2],
            epsilon => Assert.True(HockeyStick.LogDelta(coarse, epsilon) >= HockeyStick.LogDelta(fine, epsilon) - 1e-12));
    }

    private static DominatingPair Pair(string name) => name switch
    {
        "gaussian" => new GaussianMechanism(0.8).Pair,
        "laplace" => new LaplaceMechanism(3).Pair,
        "discrete" => new DiscreteGaussianMechanism(2, 3).Pair,
        "sampled gaussian" => Sampled.Gaussian(0.8, 0.05).Pair!,
        _ => new PoissonSampledMechanism(new LaplaceMechanism(1), 0.2).Pair!,
    };
}
