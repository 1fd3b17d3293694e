using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// Composes with a tilt under which the epsilon in question is a typical loss. The Rényi order that is optimal for the
/// question is a good first tilt; <see cref="TiltBracket"/> mends it.
/// </summary>
/// <param name="releases">All with a dominating pair.</param>
/// <param name="direction">Which distribution the data came from.</param>
/// <param name="divergences">The releases' Rényi divergences in this direction.</param>
internal sealed class TiltSearch(IReadOnlyList<Release> releases, Direction direction, RdpCurve divergences)
{
    private const int MostSteps = 24;

    // A grid twice as coarse as it should be still keeps the promise.
    private const double GridSlack = 2;

    private readonly double count = releases.Sum(release => (double)release.Count);

    // The transform's rounding error, as a share of delta, grows with the power it is raised to.
    private double RoundingAllowance => 1e-9 + (count * 1e-14);

    // The Rényi divergence of order 2 is close to the variance of the loss.
    private double SecondOrder => divergences.Divergences[divergences.Orders.TakeWhile(order => order < 2).Count()];

    /// <summary>Smallest epsilon at a delta.</summary>
    public double Epsilon(double delta)
    {
        var tilt = BestOrder((at, divergence) => RdpConversion.Epsilon(at, divergence, delta)) - 1;
        var goal = divergences.Epsilon(delta).Epsilon;
        var reach = GridChoice.Reach(count, delta);
        var bracket = new TiltBracket();
        for (var step = 1; ; step++)
        {
            var spacing = Spacing(tilt, goal, reach);
            var loss = StagedComposition.Compose(releases, direction, spacing, tilt, reach);
            var epsilon = HockeyStick.Epsilon(loss, delta * (1 - RoundingAllowance));
            var next = count == 1 ? tilt : bracket.Next(loss, epsilon, tilt);
            goal = Math.Min(goal, epsilon);
            if (step == MostSteps
                || (next == tilt && (epsilon == 0 || spacing <= GridSlack * Spacing(tilt, goal, reach))))
            {
                return epsilon;
            }

            tilt = next;
        }
    }

    /// <summary>Smallest delta at an epsilon.</summary>
    public double Delta(double epsilon)
    {
        var tilt = BestOrder((at, divergence) => RdpConversion.Delta(at, divergence, epsilon)) - 1;
        var reach = GridChoice.Reach(count, divergences.Delta(epsilon));
        var bracket = new TiltBracket();
        for (var step = 1; ; step++)
        {
            var spacing = Spacing(tilt, epsilon, reach);
            var loss = StagedComposition.Compose(releases, direction, spacing, tilt, reach);
            var delta = Math.Exp(HockeyStick.LogDelta(loss, epsilon)) * (1 + RoundingAllowance);
            var next = count == 1 ? tilt : bracket.Next(loss, epsilon, tilt);
            var farther = GridChoice.Reach(count, delta - loss.InfiniteMass);
            if (step == MostSteps || (next == tilt && farther <= reach))
            {
                return Math.Min(1, delta);
            }

            (tilt, reach) = (next, Math.Max(reach, farther));
        }
    }

    private double Spacing(double tilt, double epsilon, double reach) => GridChoice.Spacing(
        count,
        tilt,
        epsilon,
        Math.Sqrt(SecondOrder),
        releases.Max(release => LossDiscretizer.Width(release.Mechanism.Pair!, reach)));

    private double BestOrder(Func<double, double, double> bound) =>
        divergences.Orders.Zip(divergences.Divergences).MinBy(pair => bound(pair.First, pair.Second)).First;
}
