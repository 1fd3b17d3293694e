using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Numerics;

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
    private const int MostSteps = 12;

    // A grid twice as coarse as it should be still keeps the promise.
    private const double GridSlack = 2;

    private readonly double count = releases.Sum(release => (double)release.Count);

    // Largest share of delta that may be rounding error of the transform; delta gets an allowance for it.
    private double RoundingShare => 1e-7 + (count * 1e-13);

    // The Rényi divergence of order 2 is close to the variance of the loss.
    private double SecondOrder => divergences.Divergences[divergences.Orders.TakeWhile(order => order < 2).Count()];

    /// <summary>Smallest epsilon at a delta; positive infinity when no tilt was found that makes it exact.</summary>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <param name="known">What the other direction needs: returned when this one needs no more.</param>
    public double Epsilon(double delta, double known = 0)
    {
        var tilt = BestOrder((at, divergence) => RdpConversion.Epsilon(at, divergence, delta)) - 1;
        var goal = divergences.Epsilon(delta).Epsilon;
        var reach = GridChoice.Reach(count, delta);
        var bracket = new TiltBracket();
        for (var step = 1; step <= MostSteps; step++)
        {
            var spacing = Spacing(tilt, goal, reach);
            var loss = StagedComposition.Compose(releases, direction, spacing, tilt, reach);
            if (known > 0 && LogHighestDelta(loss, known) <= Math.Log(delta))
            {
                return known;
            }

            var epsilon = HockeyStick.Epsilon(loss, delta * (1 - RoundingShare));
            goal = Math.Min(goal, epsilon);
            if (!IsExact(loss, epsilon, Math.Log(delta)) || (epsilon > 0 && epsilon <= loss.LossAt(0)))
            {
                tilt = bracket.Next(loss, epsilon, tilt);
            }
            else if (epsilon == 0 || spacing <= GridSlack * Spacing(tilt, goal, reach))
            {
                return epsilon;
            }
        }

        return double.PositiveInfinity;
    }

    /// <summary>Smallest delta at an epsilon; 1 when no tilt was found that makes it exact.</summary>
    /// <param name="epsilon">0 or more.</param>
    /// <param name="known">What the other direction needs: returned when this one needs no more.</param>
    public double Delta(double epsilon, double known = 0)
    {
        var tilt = BestOrder((at, divergence) => (at - 1) * (divergence - epsilon)) - 1;
        var reach = GridChoice.Reach(count, divergences.Delta(epsilon));
        var bracket = new TiltBracket();
        for (var step = 1; step <= MostSteps; step++)
        {
            var loss = StagedComposition.Compose(releases, direction, Spacing(tilt, epsilon, reach), tilt, reach);
            if (LogHighestDelta(loss, epsilon) <= Math.Log(known))
            {
                return known;
            }

            var logDelta = HockeyStick.LogDelta(loss with { InfiniteMass = 0 }, epsilon);
            var farther = GridChoice.Reach(count, Math.Exp(logDelta));
            if (!IsExact(loss, epsilon, logDelta))
            {
                tilt = bracket.Next(loss, epsilon, tilt);
            }
            else if (farther <= reach)
            {
                return Math.Min(1, (Math.Exp(logDelta) * (1 + RoundingShare)) + loss.InfiniteMass);
            }

            reach = Math.Max(reach, farther);
        }

        return 1;
    }

    private bool IsExact(TiltedLoss loss, double epsilon, double logDelta) =>
        LogRounding(loss, epsilon) <= logDelta + Math.Log(RoundingShare);

    private double LogHighestDelta(TiltedLoss loss, double epsilon) =>
        LogSpace.Add(HockeyStick.LogDelta(loss, epsilon), LogRounding(loss, epsilon));

    // A single release needs no transform.
    private double LogRounding(TiltedLoss loss, double epsilon) =>
        count == 1 ? double.NegativeInfinity : TransformRounding.LogDelta(loss, epsilon, count);

    private double Spacing(double tilt, double epsilon, double reach) => GridChoice.Spacing(
        count,
        tilt,
        epsilon,
        Math.Sqrt(SecondOrder),
        releases.Max(release => LossDiscretizer.Width(release.Mechanism.Pair!, reach)));

    private double BestOrder(Func<double, double, double> bound) =>
        divergences.Orders.Zip(divergences.Divergences).MinBy(pair => bound(pair.First, pair.Second)).First;
}
