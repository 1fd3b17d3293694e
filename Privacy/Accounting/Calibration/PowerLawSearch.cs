namespace Tapestry.Privacy.Accounting.Calibration;

/// <summary>
/// Search for the least noise when each question is dear: epsilon against noise is close to a power law, so that a few
/// secant steps on logarithms suffice, kept inside a bracket.
/// </summary>
/// <param name="spent">Epsilon at a noise.</param>
/// <param name="goal">Epsilon allowed.</param>
/// <param name="tolerance">Relative width at which to stop.</param>
internal sealed class PowerLawSearch(Func<double, double> spent, double goal, double tolerance)
{
    // A guess is moved by this share of the tolerance to the side where the guarantee holds.
    private const double Nudge = 0.4;

    /// <summary>The least noise that satisfies the goal.</summary>
    /// <param name="start">A guess that is nearly enough or more.</param>
    public double From(double start)
    {
        var high = Enough(start);
        var low = TooLittle(high);
        while (high.Noise > low.Noise * (1 + tolerance))
        {
            var middle = Evaluate(Guess(low, high));
            (low, high) = middle.Epsilon <= goal ? (low, middle) : (middle, high);
        }

        return high.Noise;
    }

    private Point Enough(double start)
    {
        var point = Evaluate(start);
        while (point.Epsilon > goal)
        {
            point = Evaluate(point.Noise * 1.01);
        }

        return point;
    }

    // Epsilon grows at least about as fast as noise falls.
    private Point TooLittle(Point enough)
    {
        var factor = Math.Clamp(enough.Epsilon / goal, 0.5, 1) * (1 - (4 * tolerance));
        var point = Evaluate(enough.Noise * factor);
        while (point.Epsilon <= goal)
        {
            point = Evaluate(point.Noise * factor);
        }

        return point;
    }

    private double Guess(Point low, Point high)
    {
        var slope = Math.Log(high.Epsilon / low.Epsilon) / Math.Log(high.Noise / low.Noise);
        var secant = low.Noise * Math.Exp(Math.Log(goal / low.Epsilon) / slope) * (1 + (Nudge * tolerance));
        var margin = Nudge * tolerance * low.Noise;
        return double.IsFinite(secant)
            ? Math.Clamp(secant, low.Noise + margin, high.Noise - margin)
            : (low.Noise + high.Noise) / 2;
    }

    private Point Evaluate(double noise) => new(noise, spent(noise));

    private readonly record struct Point(double Noise, double Epsilon);
}
