using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// Composes with a tilt under which the epsilon in question is a typical loss. The Rényi order that is optimal for the
/// question is a good first tilt; <see cref="TiltBracket"/> mends it.
/// </summary>
internal sealed class TiltSearch(IReadOnlyList<Release> releases, Direction direction)
{
    private const int MostSteps = 24;

    // Epsilon much below what the grid was made for makes the grid too coarse for it.
    private const double GridSlack = 1.5;

    private readonly double count = releases.Sum(release => (double)release.Count);

    // The transform's rounding error, as a share of delta, grows with the power it is raised to.
    private double RoundingAllowance => 1e-9 + (count * 1e-14);

    /// <summary>Smallest epsilon at a delta.</summary>
    public double Epsilon(RdpCurve divergences, double delta)
    {
        var tilt = BestOrder(divergences, (at, divergence) => RdpConversion.Epsilon(at, divergence, delta)) - 1;
        var goal = divergences.Epsilon(delta).Epsilon;
        var reach = GridChoice.Reach(count, delta);
        var bracket = new TiltBracket();
        for (var step = 1; ; step++)
        {
            var loss = Compose(divergences, tilt, goal, reach);
            var epsilon = HockeyStick.Epsilon(loss, delta * (1 - RoundingAllowance));
            var next = count == 1 ? tilt : bracket.Next(loss, epsilon, tilt);
            if (step == MostSteps || (next == tilt && (goal <= GridSlack * epsilon || epsilon == 0)))
            {
                return epsilon;
            }

            (tilt, goal) = (next, Math.Min(goal, epsilon));
        }
    }

    /// <summary>Smallest delta at an epsilon.</summary>
    public double Delta(RdpCurve divergences, double epsilon)
    {
        var tilt = BestOrder(divergences, (at, divergence) => RdpConversion.Delta(at, divergence, epsilon)) - 1;
        var reach = GridChoice.Reach(count, divergences.Delta(epsilon));
        var bracket = new TiltBracket();
        for (var step = 1; ; step++)
        {
            var loss = Compose(divergences, tilt, epsilon, reach);
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

    private static double BestOrder(RdpCurve divergences, Func<double, double, double> bound) =>
        divergences.Orders.Zip(divergences.Divergences).MinBy(pair => bound(pair.First, pair.Second)).First;

    private TiltedLoss Compose(RdpCurve divergences, double tilt, double epsilon, double reach) => StagedComposition.Compose(
        releases, direction, GridChoice.For(count, tilt, epsilon, Deviation(divergences)), tilt, reach);

    // The Rényi divergence of order 2 is close to the variance of the loss.
    private static double Deviation(RdpCurve divergences) =>
        Math.Sqrt(divergences.Divergences[divergences.Orders.TakeWhile(order => order < 2).Count()]);
}
