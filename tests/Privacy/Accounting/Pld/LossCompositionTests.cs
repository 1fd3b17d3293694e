using Tapestry.Privacy.Accounting.Analytic;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Pld;

public sealed class LossCompositionTests
{
    [Fact]
    public void Without_the_tilt_small_deltas_drown_and_with_it_they_do_not()
    {
        // 10,000 normal releases of noise 100 are one of noise 1.
        const double epsilon = 12;
        var exact = AnalyticGaussian.Delta(1, epsilon);

        Assert.True(exact < 1e-30);
        Close.Equal(exact, Delta(11.5, epsilon), 1e-3);
        Assert.True(Math.Abs(Close.Deviation(exact, Delta(0, epsilon))) > 1e6);
    }

    [Fact]
    public void The_sum_of_two_is_their_convolution()
    {
        var one = new TiltedLoss(0.5, 0, -1, [0.25, 0.5, 0.25], 0, 0);
        var other = new TiltedLoss(0.5, 0, 0, [0.75, 0.25], 0, 0.5);

        var sum = LossComposition.Sum([(one, 1), (other, 1)]);

        double MassAt(double loss) => sum.Masses.Where((_, at) => sum.LossAt(at) == loss).Sum();
        Assert.All(
            [(-0.5, 0.1875), (0.0, 0.4375), (0.5, 0.3125), (1.0, 0.0625)],
            expected => Assert.Equal(expected.Item2, MassAt(expected.Item1), 1e-14));
        Assert.Equal(0.5, sum.InfiniteMass);
    }

    private static double Delta(double tilt, double epsilon)
    {
        var loss = StagedComposition.Compose(
            [new(new GaussianMechanism(100), 10_000)], Direction.Remove, 1.0 / 65536, tilt, 25);
        return Math.Exp(HockeyStick.LogDelta(loss, epsilon));
    }
}
